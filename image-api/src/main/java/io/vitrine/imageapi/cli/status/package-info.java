/** {@code image-admin status}: whether an installation may be upgraded (spec: seeds, section 5). */
@NullMarked
package io.vitrine.imageapi.cli.status;

import org.jspecify.annotations.NullMarked;
