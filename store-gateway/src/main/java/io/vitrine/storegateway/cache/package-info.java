/** Copies of images on this gateway's own disk, in front of stores that are far away. */
@NullMarked
package io.vitrine.storegateway.cache;

import org.jspecify.annotations.NullMarked;
