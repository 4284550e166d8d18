package io.vitrine.storegateway.inspect;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/** One file that holds everything: a sparse header with its descriptor inside, which names no other file. */
final class Vmdk extends Inspector {
    private static final int MAGIC = 0x4b444d56;
    private static final int MAGIC_ESX = 0x434f5744;
    private static final long HIGHEST_VERSION = 3;
    private static final long MOST_ENTRIES = 512;
    private static final long GRAINS_AT_END = -1;
    private static final int FOOTER_FROM_END = 512;

    // Where the header has what its footer must repeat.
    private static final int CAPACITY = 12;
    private static final int ENTRIES = 44;

    private final Set<String> allowedTypes;
    private ByteBuffer header = ByteBuffer.allocate(0);

    Vmdk(Captures captures, long mostVirtualBytes, Set<String> allowedTypes) {
        super("vmdk", captures, mostVirtualBytes);
        this.allowedTypes = Set.copyOf(allowedTypes);
        want(0, 4, bytes -> start(bytes.getInt()));
        want(0, Ending.SECTOR, this::header);
    }

    private void start(int magic) {
        if (magic == MAGIC) {
            matched();
        } else if (magic == MAGIC_ESX) {
            matched();
            unsafe("it is of a kind that has no sparse header (KDMV)");
        }
    }

    private void header(ByteBuffer bytes) {
        if (!matches()) {
            text(bytes);
            return;
        }
        header = bytes.order(ByteOrder.LITTLE_ENDIAN);
        unsafeIf(
                Integer.toUnsignedLong(bytes.getInt(4)) > HIGHEST_VERSION || bytes.getInt(4) == 0,
                "its version is not known here");
        unsafeIf(bytes.getLong(CAPACITY) == 0, "it has no capacity of its own");
        virtualSectors(bytes.getLong(CAPACITY));
        unsafeIf(bytes.getLong(20) <= 0, "its grain size is not one that VMDK has");
        long entries = Integer.toUnsignedLong(bytes.getInt(ENTRIES));
        unsafeIf(entries == 0 || entries > MOST_ENTRIES, "its grain tables are not of a size that VMDK has");
        long offset = bytes.getLong(28);
        long length = bytes.getLong(36);
        unsafeIf(offset <= 0 || length <= 0, "it has no descriptor of its own");
        unsafeIf(length > Captures.LONGEST / Ending.SECTOR, "its descriptor is longer than 1 MiB");
        unsafeIf(offset > Long.MAX_VALUE / (2 * Ending.SECTOR), "its descriptor is not in the file");
        want(offset * Ending.SECTOR, length * Ending.SECTOR, this::descriptor);
    }

    private void descriptor(ByteBuffer bytes) {
        VmdkDescriptor.fault(VmdkDescriptor.text(bytes), allowedTypes).ifPresent(this::unsafe);
    }

    private void text(ByteBuffer bytes) {
        if (VmdkDescriptor.isOne(VmdkDescriptor.text(bytes))) {
            matched();
            unsafe("it is a description of other files, without a sparse header (KDMV)");
        }
    }

    @Override
    void finish(Ending ending) {
        if (!matches() && ending.total() < Ending.SECTOR) {
            text(ending.tail().duplicate());
        }
        super.finish(ending);
    }

    @Override
    void conclude(Ending ending) {
        if (header.getLong(56) != GRAINS_AT_END) {
            return;
        }
        // Readers believe the header at the end then.
        ByteBuffer footer = ending.sector(FOOTER_FROM_END);
        boolean repeats = footer.hasRemaining()
                && ending.total() % Ending.SECTOR == 0
                && footer.slice(0, 4).equals(header.slice(0, 4))
                && footer.slice(CAPACITY, ENTRIES + 4 - CAPACITY)
                        .equals(header.slice(CAPACITY, ENTRIES + 4 - CAPACITY));
        unsafeIf(!repeats, "the footer it announces is not there or says other things than its header");
    }
}
