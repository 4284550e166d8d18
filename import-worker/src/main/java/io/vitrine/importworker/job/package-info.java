/** The life of a job: woken, claimed, leased, run, finished. */
@NullMarked
package io.vitrine.importworker.job;

import org.jspecify.annotations.NullMarked;
