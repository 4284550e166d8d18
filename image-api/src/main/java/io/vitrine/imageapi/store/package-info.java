/** Stores and gateways as store-gateway announces them. */
@NullMarked
package io.vitrine.imageapi.store;

import org.jspecify.annotations.NullMarked;
