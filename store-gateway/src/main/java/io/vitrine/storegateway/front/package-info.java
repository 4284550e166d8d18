/** The front door: which calls carry bytes and are answered here, which are forwarded to image-api, and which do not exist outside. */
@NullMarked
package io.vitrine.storegateway.front;

import org.jspecify.annotations.NullMarked;
