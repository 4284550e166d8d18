/** The real servers that Vitrine stands on, unpacked from registry artifacts and run on loopback. */
@NullMarked
package io.vitrine.local.component;

import org.jspecify.annotations.NullMarked;
