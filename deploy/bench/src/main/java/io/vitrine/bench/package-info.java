/** Load programs: what a call costs, in CPU first, because wall-clock time depends on the neighbours. */
@NullMarked
package io.vitrine.bench;

import org.jspecify.annotations.NullMarked;
