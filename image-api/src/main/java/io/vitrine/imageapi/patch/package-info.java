/** PATCH of an image: operations that are all applied or none (spec: images, section 6). */
@NullMarked
package io.vitrine.imageapi.patch;

import org.jspecify.annotations.NullMarked;
