package io.vitrine.importworker.gateway;

import io.vertx.core.buffer.Buffer;

/** How passing bytes on ended. */
sealed interface RelayEnd {
    /** The gateway answered, after the last byte or before. */
    record Answered(int statusCode, Buffer body, long bytes) implements RelayEnd {}

    /** The source did not keep its promise; the sentence is for the user. */
    record SourceBroke(String code, String sentence, boolean retriable) implements RelayEnd {}

    /** The source sent more than the image may have. */
    record TooLarge() implements RelayEnd {}

    /** The gateway went away or stood still; the words are for the operator. */
    record GatewayBroke(String cause) implements RelayEnd {}
}
