/** How log lines of this service name things. */
@NullMarked
package io.vitrine.importworker.log;

import org.jspecify.annotations.NullMarked;
