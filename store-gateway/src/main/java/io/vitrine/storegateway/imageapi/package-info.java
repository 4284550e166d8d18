/** Client of image-api's internal API: what it may be asked, and how an answer or the lack of one is told apart. */
@NullMarked
package io.vitrine.storegateway.imageapi;

import org.jspecify.annotations.NullMarked;
