/** Barbican, the key manager of OpenStack: one call of its v1 API, {@code DELETE /v1/secrets/{id}}. */
@NullMarked
package io.vitrine.keycleanup.barbican;

import org.jspecify.annotations.NullMarked;
