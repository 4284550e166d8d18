/** The command, what may become of it, and the result that image-api hears. */
@NullMarked
package io.vitrine.keycleanup.key;

import org.jspecify.annotations.NullMarked;
