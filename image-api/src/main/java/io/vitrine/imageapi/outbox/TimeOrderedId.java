package io.vitrine.imageapi.outbox;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** UUID version 7 (RFC 9562): the time in its first 48 bits. Ids of messages; nothing secret depends on them. */
final class TimeOrderedId {
    private TimeOrderedId() {}

    static UUID at(long epochMillis) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = epochMillis << 16 | 0x7000L | random.nextLong(1L << 12);
        long low = random.nextLong(1L << 62) | 1L << 63;
        return new UUID(high, low);
    }
}
