/** Commands and their results: one service asks another over Kafka (spec: events, commands versus events). A command only wakes its
 * handler; the work stands in a row of image-api, which repeats the command until the result is final. */
@NullMarked
package io.vitrine.contracts.command;

import org.jspecify.annotations.NullMarked;
