/** Records that no service could read, kept in dead-letter topics until an operator deals with them (spec: events, section 6). */
@NullMarked
package io.vitrine.imageapi.deadletter;

import org.jspecify.annotations.NullMarked;
