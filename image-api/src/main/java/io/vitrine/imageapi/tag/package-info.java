/** Tags of an image, one at a time (spec: images, section 9). */
@NullMarked
package io.vitrine.imageapi.tag;

import org.jspecify.annotations.NullMarked;
