/** Whom an image is shared with (spec: images, section 10). */
@NullMarked
package io.vitrine.imageapi.member;

import org.jspecify.annotations.NullMarked;
