/** Bytes as such: ranges, digests, the memory they pass through and the threads that work on it. Knows no HTTP and no image. */
@NullMarked
package io.vitrine.storegateway.blob;

import org.jspecify.annotations.NullMarked;
