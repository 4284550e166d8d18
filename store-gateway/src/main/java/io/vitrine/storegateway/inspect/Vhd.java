package io.vitrine.storegateway.inspect;

import java.nio.ByteBuffer;

/** Dynamic: a footer at both ends and a header. Fixed: a disk with a footer behind it. Neither may need a parent. */
final class Vhd extends Inspector {
    private static final long COOKIE = 0x636f6e6563746978L;
    private static final long HEADER_COOKIE = 0x6378737061727365L;
    private static final int HEADER_LENGTH = 1024;
    private static final int FIXED = 2;
    private static final int DYNAMIC = 3;
    private static final int DIFFERENCING = 4;
    private static final int CHECKSUM = 64;
    private static final int HEADER_CHECKSUM = 36;

    private ByteBuffer front = ByteBuffer.allocate(0);
    private boolean fixed;
    private long tableOffset;
    private long tableLength;

    Vhd(Captures captures, long mostVirtualBytes) {
        super("vhd", captures, mostVirtualBytes);
        want(0, Ending.SECTOR, this::start);
    }

    /** A disk as it is, and a footer: what the disk begins with is no second format. */
    boolean isFixed() {
        return fixed;
    }

    private void start(ByteBuffer bytes) {
        if (bytes.getLong(0) != COOKIE) {
            return;
        }
        matched();
        front = bytes;
        footer(bytes);
        unsafeIf(bytes.getInt(60) != DYNAMIC, "its type is none that begins with a footer");
        want(bytes.getLong(16), HEADER_LENGTH, this::header);
    }

    private void footer(ByteBuffer bytes) {
        unsafeIf(bytes.getInt(60) == DIFFERENCING, "it is a differencing disk, which needs a parent");
        unsafeIf(checksum(bytes, CHECKSUM) != bytes.getInt(CHECKSUM), "the checksum of its footer is wrong");
        virtualSize(bytes.getLong(48));
    }

    private void header(ByteBuffer bytes) {
        unsafeIf(bytes.getLong(0) != HEADER_COOKIE, "its header is not where its footer says");
        unsafeIf(
                checksum(bytes, HEADER_CHECKSUM) != bytes.getInt(HEADER_CHECKSUM),
                "the checksum of its header is wrong");
        unsafeIf(anything(bytes, 40, 16), "it names a parent");
        unsafeIf(anything(bytes, 64, 512), "it names a parent");
        unsafeIf(anything(bytes, 576, 8 * 24), "it has a parent locator");
        tableOffset = bytes.getLong(16);
        long entries = Integer.toUnsignedLong(bytes.getInt(28));
        long blockSize = Integer.toUnsignedLong(bytes.getInt(32));
        tableLength = entries * Integer.BYTES;
        unsafeIf(blockSize < Ending.SECTOR || Long.bitCount(blockSize) != 1, "its block size is not one that VHD has");
        unsafeIf(tableLength > LONGEST_TABLE, "its block table is longer than 32 MiB");
        unsafeIf(virtualSize().orElse(0) > entries * blockSize, "its block table is too short for its virtual size");
    }

    @Override
    void finish(Ending ending) {
        ByteBuffer back = ending.sector(0);
        if (!matches() && back.hasRemaining() && back.getLong(0) == COOKIE) {
            matched();
            fixed = true;
            footer(back);
            unsafeIf(back.getInt(60) != FIXED, "its type is none that has no footer at the beginning");
            unsafeIf(
                    !within(0, back.getLong(48), ending.total() - Ending.SECTOR),
                    "it is shorter than the disk it says to be");
            return;
        }
        super.finish(ending);
    }

    @Override
    void conclude(Ending ending) {
        unsafeIf(!within(tableOffset, tableLength, ending.total()), "its block table is not in the file");
        unsafeIf(!ending.sector(0).equals(front.rewind()), "its footers at the beginning and at the end differ");
    }

    private static boolean anything(ByteBuffer bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (bytes.get(i) != 0) {
                return true;
            }
        }
        return false;
    }

    private static int checksum(ByteBuffer bytes, int at) {
        int sum = 0;
        for (int i = 0; i < bytes.limit(); i++) {
            sum += i >= at && i < at + Integer.BYTES ? 0 : bytes.get(i) & 0xff;
        }
        return ~sum;
    }
}
