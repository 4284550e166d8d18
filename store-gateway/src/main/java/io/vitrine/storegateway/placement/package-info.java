/** Internal API for import-worker: bytes of an import on their way into one store. */
@NullMarked
package io.vitrine.storegateway.placement;

import org.jspecify.annotations.NullMarked;
