package io.vitrine.storegateway.inspect;

import java.nio.ByteBuffer;

/** A disk encrypted as a whole; version 1, the one that hypervisors open. */
final class Luks extends Inspector {
    private static final long MAGIC = 0x4c554b53babeL;
    private static final int HEADER_LENGTH = 592;

    private long payload;

    Luks(Captures captures, long mostVirtualBytes) {
        super("luks", captures, mostVirtualBytes);
        want(0, 8, this::start);
    }

    private void start(ByteBuffer bytes) {
        if (bytes.getLong(0) >>> 16 != MAGIC) {
            return;
        }
        matched();
        unsafeIf(bytes.getShort(6) != 1, "its version is %d, not 1".formatted(bytes.getShort(6) & 0xffff));
        want(104, 4, sectors -> payload = Integer.toUnsignedLong(sectors.getInt()) * Ending.SECTOR);
        want(108, HEADER_LENGTH - 108, rest -> unsafeIf(payload < HEADER_LENGTH, "its data begins inside its header"));
    }

    @Override
    void conclude(Ending ending) {
        unsafeIf(payload > ending.total(), "its data is not in the file");
        virtualSize(Math.max(0, ending.total() - payload));
    }
}
