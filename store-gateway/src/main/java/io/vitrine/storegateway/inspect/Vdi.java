package io.vitrine.storegateway.inspect;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A disk of its own, dynamic or of fixed size; no differences to another one. */
final class Vdi extends Inspector {
    private static final int SIGNATURE = 0xbeda107f;
    private static final int VERSION = 0x00010001;
    private static final int HEADER_LENGTH = 512;
    private static final int DYNAMIC = 1;
    private static final int FIXED = 2;
    private static final long BLOCK_SIZE = 1 << 20;

    private long mapOffset;
    private long mapLength;

    Vdi(Captures captures, long mostVirtualBytes) {
        super("vdi", captures, mostVirtualBytes);
        want(64, 4, bytes -> {
            if (bytes.order(ByteOrder.LITTLE_ENDIAN).getInt() == SIGNATURE) {
                matched();
            }
        });
        want(0, HEADER_LENGTH, this::header);
    }

    private void header(ByteBuffer bytes) {
        if (!matches()) {
            return;
        }
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        unsafeIf(bytes.getInt(68) != VERSION, "its version is not 1.1");
        int type = bytes.getInt(76);
        unsafeIf(type != DYNAMIC && type != FIXED, "it is of a type that needs another image");
        unsafeIf(bytes.getLong(424) != 0 || bytes.getLong(432) != 0, "it links to another image");
        unsafeIf(bytes.getLong(440) != 0 || bytes.getLong(448) != 0, "it has a parent (uuidParent)");
        unsafeIf(Integer.toUnsignedLong(bytes.getInt(376)) != BLOCK_SIZE, "its block size is not 1 MiB");
        unsafeIf(bytes.getInt(360) != Ending.SECTOR, "its sectors are not of 512 bytes");
        virtualSize(bytes.getLong(368));
        long blocks = Integer.toUnsignedLong(bytes.getInt(384));
        mapOffset = Integer.toUnsignedLong(bytes.getInt(340));
        mapLength = blocks * Integer.BYTES;
        unsafeIf(mapLength > LONGEST_TABLE, "its block map is longer than 32 MiB");
        unsafeIf(virtualSize().orElse(0) > blocks * BLOCK_SIZE, "its block map is too short for its virtual size");
    }

    @Override
    void conclude(Ending ending) {
        unsafeIf(!within(mapOffset, mapLength, ending.total()), "its block map is not in the file");
    }
}
