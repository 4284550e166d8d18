/** Tells image-api that this gateway lives and which stores it serves. */
@NullMarked
package io.vitrine.storegateway.announce;

import org.jspecify.annotations.NullMarked;
