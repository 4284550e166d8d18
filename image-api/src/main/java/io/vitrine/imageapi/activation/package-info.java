/** Closing and opening the data of an image (spec: images, section 8). */
@NullMarked
package io.vitrine.imageapi.activation;

import org.jspecify.annotations.NullMarked;
