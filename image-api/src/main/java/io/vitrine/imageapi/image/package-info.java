/** Images: what one is, its life, and the calls that create, list, show and delete it. */
@NullMarked
package io.vitrine.imageapi.image;

import org.jspecify.annotations.NullMarked;
