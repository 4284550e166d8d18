/** Where this system may connect to when somebody else names the host (spec: security, section 3): pure rules on names and addresses. */
@NullMarked
package io.vitrine.contracts.egress;

import org.jspecify.annotations.NullMarked;
