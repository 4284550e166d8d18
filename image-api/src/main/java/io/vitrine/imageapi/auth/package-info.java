/** Who calls: tokens to callers and their roles. */
@NullMarked
package io.vitrine.imageapi.auth;

import org.jspecify.annotations.NullMarked;
