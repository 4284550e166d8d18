/** The caches of all gateways as one (spec: images, section 19). */
@NullMarked
package io.vitrine.imageapi.cache;

import org.jspecify.annotations.NullMarked;
