/** Errors: declared once, told to users as the Image API does and to our services as RFC 9457. */
@NullMarked
package io.vitrine.imageapi.problem;

import org.jspecify.annotations.NullMarked;
