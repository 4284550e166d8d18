/** Imports: the request, the task that shows it, and the job that a worker claims. */
@NullMarked
package io.vitrine.imageapi.importing;

import org.jspecify.annotations.NullMarked;
