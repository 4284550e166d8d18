/** A real key manager beside the system, where the machine has one. */
@NullMarked
package io.vitrine.local.keymanager;

import org.jspecify.annotations.NullMarked;
