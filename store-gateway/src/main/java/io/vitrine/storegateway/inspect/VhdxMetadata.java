package io.vitrine.storegateway.inspect;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** The metadata region of a VHDX: a table of items, and the items behind it. */
final class VhdxMetadata {
    private static final long SIGNATURE = 0x6d65746164617461L;
    private static final int TABLE_LENGTH = 64 * 1024;
    private static final int ENTRY_LENGTH = 32;
    private static final int MOST_ITEMS = 2047;
    private static final int IS_REQUIRED = 4;
    private static final int HAS_PARENT = 2;
    private static final long LARGEST_BLOCK = 256L << 20;
    private static final long SMALLEST_BLOCK = 1L << 20;

    private final Vhdx vhdx;
    private final long offset;
    private final long length;
    private final Set<String> seen = new HashSet<>();

    VhdxMetadata(Vhdx vhdx, long offset, long length) {
        this.vhdx = vhdx;
        this.offset = offset;
        this.length = length;
    }

    void table(ByteBuffer bytes) {
        vhdx.unsafeIf(bytes.getLong(0) != SIGNATURE, "its metadata is not where its region table says");
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        int count = bytes.getShort(10) & 0xffff;
        vhdx.unsafeIf(count > MOST_ITEMS, "its metadata has too many items");
        for (int i = 0; i < count && vhdx.unsafe().isEmpty(); i++) {
            item(bytes.slice(ENTRY_LENGTH + i * ENTRY_LENGTH, ENTRY_LENGTH).order(ByteOrder.LITTLE_ENDIAN));
        }
    }

    private void item(ByteBuffer entry) {
        long at = Integer.toUnsignedLong(entry.getInt(16));
        long bytes = Integer.toUnsignedLong(entry.getInt(20));
        boolean inside = at >= TABLE_LENGTH && Inspector.within(at, bytes, length);
        String id = guid(entry, 0);
        vhdx.unsafeIf(!seen.add(id), "it has one item of metadata twice");
        switch (id) {
            case "caa16737-fa36-4d43-b3b6-33f0aa44e76b" -> want(inside, at, bytes, 8, this::parameters);
            case "2fa54224-cd1b-4876-b211-5dbed83bf4b8" ->
                want(inside, at, bytes, 8, value -> vhdx.virtualSize(value.getLong()));
            case "8141bf1d-a96f-4709-ba47-f233a8faab5f" -> want(inside, at, bytes, 4, this::sectorSize);
            case "a8d35f2d-b30b-454d-abf7-d3d84834ab0c" -> vhdx.unsafe("it has a parent locator");
            // The physical sector size and an id: nothing depends on them.
            case "cda348c7-445d-4471-9cc9-e9885251c556", "beca12ab-b2e6-4523-93ef-c309e000c746" -> {}
            default ->
                vhdx.unsafeIf(
                        (entry.getInt(24) & IS_REQUIRED) != 0, "it needs an item of metadata that is not known here");
        }
    }

    private void want(boolean inside, long at, long has, int needs, Consumer<ByteBuffer> then) {
        vhdx.unsafeIf(!inside || has < needs, "an item of its metadata is out of range");
        vhdx.want(offset + at, needs, bytes -> then.accept(bytes.order(ByteOrder.LITTLE_ENDIAN)));
    }

    private void parameters(ByteBuffer bytes) {
        long blockSize = Integer.toUnsignedLong(bytes.getInt());
        vhdx.unsafeIf((bytes.getInt() & HAS_PARENT) != 0, "it is a differencing disk, which needs a parent");
        vhdx.unsafeIf(
                blockSize < SMALLEST_BLOCK || blockSize > LARGEST_BLOCK || Long.bitCount(blockSize) != 1,
                "its block size is not one that VHDX has");
    }

    private void sectorSize(ByteBuffer bytes) {
        int size = bytes.getInt();
        vhdx.unsafeIf(size != 512 && size != 4096, "its sectors are neither of 512 nor of 4096 bytes");
    }

    /** As it is written: the first three groups have their lowest byte first. */
    static String guid(ByteBuffer bytes, int at) {
        return "%08x-%04x-%04x-%04x-%012x"
                .formatted(
                        bytes.getInt(at),
                        bytes.getShort(at + 4),
                        bytes.getShort(at + 6),
                        Short.reverseBytes(bytes.getShort(at + 8)),
                        Long.reverseBytes(bytes.getLong(at + 8)) & 0xffff_ffff_ffffL);
    }
}
