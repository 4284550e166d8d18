/** Plain SQL on the connection of the running transaction: for queues, leases and counters, where the database's clock and its locks decide. */
@NullMarked
package io.vitrine.imageapi.sql;

import org.jspecify.annotations.NullMarked;
