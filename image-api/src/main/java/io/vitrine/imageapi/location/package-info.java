/** Where the bytes of an image are, and their removal. */
@NullMarked
package io.vitrine.imageapi.location;

import org.jspecify.annotations.NullMarked;
