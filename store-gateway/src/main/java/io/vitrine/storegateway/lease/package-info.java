/** The leases this process holds on its uploads. */
@NullMarked
package io.vitrine.storegateway.lease;

import org.jspecify.annotations.NullMarked;
