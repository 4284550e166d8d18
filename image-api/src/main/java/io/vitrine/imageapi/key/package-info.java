/** Encryption keys of deleted images: when one may go, and what became of it. */
@NullMarked
package io.vitrine.imageapi.key;

import org.jspecify.annotations.NullMarked;
