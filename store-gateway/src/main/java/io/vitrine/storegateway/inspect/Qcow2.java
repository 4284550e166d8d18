package io.vitrine.storegateway.inspect;

import java.nio.ByteBuffer;

/** Its header must name nothing outside the file and no table that would make a reader work for nothing. */
final class Qcow2 extends Inspector {
    private static final int MAGIC = 0x514649fb;
    private static final int LENGTH_V2 = 72;
    private static final int LENGTH_V3 = 104;
    private static final int SMALLEST_CLUSTER_BITS = 9;
    private static final int LARGEST_CLUSTER_BITS = 21;
    private static final int MOST_SNAPSHOTS = 65_536;
    private static final int SHORTEST_SNAPSHOT = 40;
    private static final int MOST_EXTENSIONS = 64;
    private static final int EXTERNAL_DATA_FILE = 0x44415441;
    private static final long DATA_FILE_BIT = 1L << 2;
    private static final long EXTENDED_L2_BIT = 1L << 4;
    private static final long KNOWN_BITS = 0b11111;
    private static final int LARGEST_REFCOUNT_ORDER = 6;

    private final boolean encryptionAllowed;
    private int version;
    private long clusterSize;
    private int clusterBits;
    private long size;
    private long l1Entries;
    private long l1Offset;
    private long refcountOffset;
    private long refcountLength;
    private long snapshots;
    private long snapshotsOffset;
    private int extensions;

    Qcow2(Captures captures, long mostVirtualBytes, boolean encryptionAllowed) {
        super("qcow2", captures, mostVirtualBytes);
        this.encryptionAllowed = encryptionAllowed;
        want(0, 8, this::start);
    }

    private void start(ByteBuffer bytes) {
        if (bytes.getInt(0) != MAGIC) {
            return;
        }
        matched();
        version = bytes.getInt(4);
        unsafeIf(
                version != 2 && version != 3,
                "its version is %s, not 2 or 3".formatted(Integer.toUnsignedString(version)));
        want(8, LENGTH_V2 - 8, this::header);
    }

    private void header(ByteBuffer bytes) {
        unsafeIf(bytes.getLong() != 0, "it has a backing file");
        unsafeIf(bytes.getInt() != 0, "it has a backing file");
        clusterBits = bytes.getInt();
        unsafeIf(
                clusterBits < SMALLEST_CLUSTER_BITS || clusterBits > LARGEST_CLUSTER_BITS,
                "its cluster size is not one that qcow2 has");
        clusterSize = 1L << Math.clamp(clusterBits, SMALLEST_CLUSTER_BITS, LARGEST_CLUSTER_BITS);
        size = bytes.getLong();
        virtualSize(size);
        unsafeIf(bytes.getInt() != 0 && !encryptionAllowed, "it is encrypted");
        l1Entries = Integer.toUnsignedLong(bytes.getInt());
        l1Offset = bytes.getLong();
        unsafeIf(l1Entries * Long.BYTES > LONGEST_TABLE, "its L1 table is longer than 32 MiB");
        refcountOffset = bytes.getLong();
        refcountLength = Integer.toUnsignedLong(bytes.getInt()) * clusterSize;
        unsafeIf(refcountLength > LONGEST_TABLE, "its refcount table is longer than 32 MiB");
        snapshots = Integer.toUnsignedLong(bytes.getInt());
        unsafeIf(snapshots > MOST_SNAPSHOTS, "it has more than 65536 snapshots");
        snapshotsOffset = bytes.getLong();
        if (version == 2) {
            coversTheDisk(false);
            extension(LENGTH_V2);
        } else {
            want(LENGTH_V2, LENGTH_V3 - LENGTH_V2, this::more);
        }
    }

    private void more(ByteBuffer bytes) {
        long incompatible = bytes.getLong();
        unsafeIf((incompatible & DATA_FILE_BIT) != 0, "it keeps its data in another file");
        unsafeIf((incompatible & ~KNOWN_BITS) != 0, "it needs features that are not known here");
        bytes.position(24);
        unsafeIf(
                Integer.compareUnsigned(bytes.getInt(), LARGEST_REFCOUNT_ORDER) > 0,
                "its refcounts are wider than 64 bits");
        long headerLength = Integer.toUnsignedLong(bytes.getInt());
        unsafeIf(headerLength < LENGTH_V3, "its header is too short");
        unsafeIf(headerLength > clusterSize, "its header is longer than a cluster");
        coversTheDisk((incompatible & EXTENDED_L2_BIT) != 0);
        extension(headerLength);
    }

    private void coversTheDisk(boolean wideEntries) {
        int bits = clusterBits + clusterBits - (wideEntries ? 4 : 3);
        if (unsafe().isEmpty()) {
            long needed = (size >>> bits) + ((size & ((1L << bits) - 1)) == 0 ? 0 : 1);
            unsafeIf(l1Entries < needed, "its L1 table is too short for its virtual size");
        }
    }

    private void extension(long offset) {
        if (offset + 8 <= clusterSize) {
            want(offset, 8, bytes -> extension(offset + 8, bytes.getInt(), Integer.toUnsignedLong(bytes.getInt())));
        }
    }

    private void extension(long offset, int type, long length) {
        if (type == 0) {
            return;
        }
        unsafeIf(type == EXTERNAL_DATA_FILE, "it names another file for its data");
        unsafeIf(length > clusterSize - offset, "one of its header extensions is longer than the header");
        unsafeIf(++extensions > MOST_EXTENSIONS, "it has too many header extensions");
        extension(offset + (length + 7) / 8 * 8);
    }

    @Override
    void conclude(Ending ending) {
        long total = ending.total();
        unsafeIf(!within(l1Offset, l1Entries * Long.BYTES, total), "its L1 table is not in the file");
        unsafeIf(!within(refcountOffset, refcountLength, total), "its refcount table is not in the file");
        unsafeIf(
                snapshots > 0 && !within(snapshotsOffset, snapshots * SHORTEST_SNAPSHOT, total),
                "its snapshot table is not in the file");
    }
}
