/** Processes that outlive the one that started them: start, find again, signal, measure. */
@NullMarked
package io.vitrine.local.process;

import org.jspecify.annotations.NullMarked;
