/** How much a project may have, and how much it has: counted by the database, asked here before anything grows. */
@NullMarked
package io.vitrine.imageapi.quota;

import org.jspecify.annotations.NullMarked;
