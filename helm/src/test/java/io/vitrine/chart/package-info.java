/** The chart as Helm renders it, without a cluster. */
@NullMarked
package io.vitrine.chart;

import org.jspecify.annotations.NullMarked;
