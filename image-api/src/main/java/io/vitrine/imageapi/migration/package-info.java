/** Upgrades of the database in three steps, while old and new releases serve: expand, migrate, contract (spec: seeds, section 2). */
@NullMarked
package io.vitrine.imageapi.migration;

import org.jspecify.annotations.NullMarked;
