/** Stores of type {@code s3}: one bucket of any server that speaks the S3 API. */
@NullMarked
package io.vitrine.storegateway.store.s3;

import org.jspecify.annotations.NullMarked;
