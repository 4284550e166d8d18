/** JSON Schemas that clients fetch. */
@NullMarked
package io.vitrine.imageapi.schema;

import org.jspecify.annotations.NullMarked;
