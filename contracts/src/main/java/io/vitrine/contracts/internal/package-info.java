/** Records of the internal HTTP API between image-api, store-gateway and import-worker, as JSON in snake case. Errors travel as
 * {@link io.vitrine.contracts.internal.Problem} (RFC 9457). */
@NullMarked
package io.vitrine.contracts.internal;

import org.jspecify.annotations.NullMarked;
