/** What the configuration must fulfil before this service starts. */
@NullMarked
package io.vitrine.imageapi.config;

import org.jspecify.annotations.NullMarked;
