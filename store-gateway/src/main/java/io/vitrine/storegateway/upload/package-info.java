/** Bytes coming in: open, receive, write, commit. Image-api decides, this package moves. */
@NullMarked
package io.vitrine.storegateway.upload;

import org.jspecify.annotations.NullMarked;
