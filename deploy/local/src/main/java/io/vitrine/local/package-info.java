/** A whole Vitrine on one machine, as separate processes: for users, for tests and for load programs. */
@NullMarked
package io.vitrine.local;

import org.jspecify.annotations.NullMarked;
