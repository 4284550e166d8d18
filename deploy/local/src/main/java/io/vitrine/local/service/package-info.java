/** The four services as processes, and the one table of what each is told. */
@NullMarked
package io.vitrine.local.service;

import org.jspecify.annotations.NullMarked;
