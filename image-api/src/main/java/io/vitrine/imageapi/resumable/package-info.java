/**
 * Uploads that may break off and go on later, by tus 1.0 (spec: images, section 23). Bytes gather in staging as parts, each written by the one
 * write protocol; the last one starts the import.
 */
@NullMarked
package io.vitrine.imageapi.resumable;

import org.jspecify.annotations.NullMarked;
