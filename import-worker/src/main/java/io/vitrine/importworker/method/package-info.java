/** The import methods: which steps, in which order. */
@NullMarked
package io.vitrine.importworker.method;

import org.jspecify.annotations.NullMarked;
