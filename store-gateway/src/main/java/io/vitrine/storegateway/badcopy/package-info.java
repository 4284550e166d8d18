/** Copies that do not hold what was written: who finds one says so. */
@NullMarked
package io.vitrine.storegateway.badcopy;

import org.jspecify.annotations.NullMarked;
