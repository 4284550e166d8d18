/** Whether this process can work. */
@NullMarked
package io.vitrine.storegateway.health;

import org.jspecify.annotations.NullMarked;
