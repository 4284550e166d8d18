/** The delete of an image: row, bytes, key, lock and event in one transaction. It stands above the packages that it calls. */
@NullMarked
package io.vitrine.imageapi.deletion;

import org.jspecify.annotations.NullMarked;
