/** Version discovery. */
@NullMarked
package io.vitrine.imageapi.version;

import org.jspecify.annotations.NullMarked;
