/** Whether this process can do its work. */
@NullMarked
package io.vitrine.imageapi.health;

import org.jspecify.annotations.NullMarked;
