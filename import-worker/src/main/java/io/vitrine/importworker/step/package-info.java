/** The steps of an import. Each either does its work or says in one sentence why not. */
@NullMarked
package io.vitrine.importworker.step;

import org.jspecify.annotations.NullMarked;
