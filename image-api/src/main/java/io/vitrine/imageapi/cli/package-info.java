/** The operator's commands: this service's own jar with arguments. */
@NullMarked
package io.vitrine.imageapi.cli;

import org.jspecify.annotations.NullMarked;
