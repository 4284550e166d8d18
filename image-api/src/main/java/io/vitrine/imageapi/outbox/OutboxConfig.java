package io.vitrine.imageapi.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The table of messages that wait for Kafka. */
@ConfigMapping(prefix = "images.outbox")
interface OutboxConfig {
    /** Whether this process sends messages at all; commands of the operator do not. */
    @WithDefault("true")
    boolean relay();

    /** How long the relay waits at most before it looks for messages of other replicas. */
    @WithDefault("1s")
    Duration poll();

    /** How many messages are sent before their acknowledgements are awaited. */
    @WithDefault("500")
    int batch();

    /** With more messages than this waiting, new imports are refused with 503; everything else goes on. */
    @WithDefault("100000")
    long maxBacklog();
}
