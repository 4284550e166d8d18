/** Deletes: commands from Kafka, one attempt each, one result each. */
@NullMarked
package io.vitrine.storegateway.removal;

import org.jspecify.annotations.NullMarked;
