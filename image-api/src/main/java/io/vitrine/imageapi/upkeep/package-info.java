/** Care for the bytes in stores: what nobody refers to is removed, and what is kept is read again and compared. */
@NullMarked
package io.vitrine.imageapi.upkeep;

import org.jspecify.annotations.NullMarked;
