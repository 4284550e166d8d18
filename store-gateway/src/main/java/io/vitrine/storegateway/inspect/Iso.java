package io.vitrine.storegateway.inspect;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A disc: the first volume descriptor stands where ISO 9660 wants it. */
final class Iso extends Inspector {
    /** How far one must read to know. */
    static final int KNOWN_AFTER = 32_768 + 6;

    private static final ByteBuffer IDENTIFIER = ByteBuffer.wrap("CD001".getBytes(StandardCharsets.US_ASCII));

    Iso(Captures captures, long mostVirtualBytes) {
        super("iso", captures, mostVirtualBytes);
        want(KNOWN_AFTER - 5, 5, bytes -> {
            if (bytes.equals(IDENTIFIER)) {
                matched();
            }
        });
    }

    @Override
    void conclude(Ending ending) {
        virtualSize(ending.total());
    }
}
