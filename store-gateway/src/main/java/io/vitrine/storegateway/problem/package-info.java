/** Errors: declared once, told to users as the Image API does and to our services as RFC 9457. */
@NullMarked
package io.vitrine.storegateway.problem;

import org.jspecify.annotations.NullMarked;
