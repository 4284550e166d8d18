/** The commands of {@code ./vitrine}. */
@NullMarked
package io.vitrine.local.cli;

import org.jspecify.annotations.NullMarked;
