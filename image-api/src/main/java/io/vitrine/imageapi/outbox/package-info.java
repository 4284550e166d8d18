/** Messages written in the transaction of the change they report, and the relay that publishes them in order. */
@NullMarked
package io.vitrine.imageapi.outbox;

import org.jspecify.annotations.NullMarked;
