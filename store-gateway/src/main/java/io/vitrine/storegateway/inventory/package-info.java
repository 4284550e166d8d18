/** What stores hold, as image-api asks for it: whether bytes are there and whole, what else is there, and the removal of single blobs. */
@NullMarked
package io.vitrine.storegateway.inventory;

import org.jspecify.annotations.NullMarked;
