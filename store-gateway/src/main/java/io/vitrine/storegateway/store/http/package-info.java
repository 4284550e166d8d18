/** Bytes on web servers of others, which are only read. */
@NullMarked
package io.vitrine.storegateway.store.http;

import org.jspecify.annotations.NullMarked;
