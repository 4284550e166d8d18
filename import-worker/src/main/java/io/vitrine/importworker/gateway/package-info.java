/** store-gateway, where the bytes go. */
@NullMarked
package io.vitrine.importworker.gateway;

import org.jspecify.annotations.NullMarked;
