/** Bytes going out: a grant, then the kernel or a stream. */
@NullMarked
package io.vitrine.storegateway.download;

import org.jspecify.annotations.NullMarked;
