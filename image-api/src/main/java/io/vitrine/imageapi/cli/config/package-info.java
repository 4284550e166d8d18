/** {@code image-admin config}: what can be set, whether it is set well, and what others called it. Needs no service. */
@NullMarked
package io.vitrine.imageapi.cli.config;

import org.jspecify.annotations.NullMarked;
