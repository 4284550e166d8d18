/** Stores: where bytes live. Two interfaces, a driver per type in a folder of its own, and the registry of the configured ones. */
@NullMarked
package io.vitrine.storegateway.store;

import org.jspecify.annotations.NullMarked;
