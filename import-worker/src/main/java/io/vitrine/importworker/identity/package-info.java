/** Who we are to the other services. */
@NullMarked
package io.vitrine.importworker.identity;

import org.jspecify.annotations.NullMarked;
