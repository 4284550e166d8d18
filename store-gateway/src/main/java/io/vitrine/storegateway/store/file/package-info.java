/** Stores of type {@code file}: a flat directory on a local or shared file system. */
@NullMarked
package io.vitrine.storegateway.store.file;

import org.jspecify.annotations.NullMarked;
