/** Barbican, the key manager of OpenStack: secrets of its v1 API are looked at and deleted; their payload is never read. */
@NullMarked
package io.vitrine.keycleanup.barbican;

import org.jspecify.annotations.NullMarked;
