/** Deletes the encryption key of a deleted image: one command in, one attempt, one result out. */
@NullMarked
package io.vitrine.keycleanup;

import org.jspecify.annotations.NullMarked;
