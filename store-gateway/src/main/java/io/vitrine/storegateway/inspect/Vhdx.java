package io.vitrine.storegateway.inspect;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;

/** Headers, then two copies of a list of regions, then the metadata region. No parent, no log that would change what was seen. */
final class Vhdx extends Inspector {
    private static final long SIGNATURE = 0x7668647866696c65L;
    private static final int HEADER_SIGNATURE = 0x68656164;
    private static final int REGIONS_SIGNATURE = 0x72656769;
    private static final int KIB = 1024;
    private static final int MIB = KIB * KIB;
    private static final int HEADER_LENGTH = 4 * KIB;
    private static final int TABLE_LENGTH = 64 * KIB;
    private static final int ENTRY_LENGTH = 32;
    private static final int MOST_REGIONS = 2047;
    private static final String BLOCK_ALLOCATION_TABLE = "2dc27766-f623-4200-9d64-115e9bfd4a08";
    private static final String METADATA = "8b7ca206-4790-4b9a-b8fe-575f050f886e";

    private record Region(long offset, long length) {}

    private final List<Region> regions = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private ByteBuffer firstRegions = ByteBuffer.allocate(0);

    Vhdx(Captures captures, long mostVirtualBytes) {
        super("vhdx", captures, mostVirtualBytes);
        want(0, 8, this::start);
    }

    private void start(ByteBuffer bytes) {
        if (bytes.getLong() != SIGNATURE) {
            return;
        }
        matched();
        want(64 * KIB, HEADER_LENGTH, this::header);
        want(128 * KIB, HEADER_LENGTH, this::header);
        want(192 * KIB, TABLE_LENGTH, this::regions);
        want(256 * KIB, TABLE_LENGTH, this::regionsAgain);
    }

    private void header(ByteBuffer bytes) {
        unsafeIf(bytes.getInt(0) != HEADER_SIGNATURE, "one of its headers is not there");
        unsafeIf(isChecksumWrong(bytes), "the checksum of one of its headers is wrong");
        unsafeIf(bytes.getLong(48) != 0 || bytes.getLong(56) != 0, "its log was not played back");
        unsafeIf(bytes.order(ByteOrder.LITTLE_ENDIAN).getShort(66) != 1, "its version is not 1");
    }

    private void regions(ByteBuffer bytes) {
        firstRegions = bytes;
        unsafeIf(bytes.getInt(0) != REGIONS_SIGNATURE, "its region table is not there");
        unsafeIf(isChecksumWrong(bytes), "the checksum of its region table is wrong");
        unsafeIf(count(bytes) > MOST_REGIONS, "its region table has too many entries");
    }

    private void regionsAgain(ByteBuffer bytes) {
        unsafeIf(!bytes.equals(firstRegions.rewind()), "its two region tables differ");
        if (unsafe().isPresent()) {
            return;
        }
        for (int i = 0; i < count(bytes); i++) {
            region(bytes.slice(16 + i * ENTRY_LENGTH, ENTRY_LENGTH).order(ByteOrder.LITTLE_ENDIAN));
        }
        unsafeIf(regions.isEmpty(), "it has no metadata");
    }

    private void region(ByteBuffer entry) {
        String id = VhdxMetadata.guid(entry, 0);
        long offset = entry.getLong(16);
        long length = Integer.toUnsignedLong(entry.getInt(24));
        unsafeIf(
                offset < MIB || offset % MIB != 0 || length == 0 || length % MIB != 0,
                "one of its regions is out of range");
        unsafeIf(!seen.add(id), "it has one region twice");
        if (id.equals(METADATA)) {
            VhdxMetadata metadata = new VhdxMetadata(this, offset, length);
            want(offset, TABLE_LENGTH, metadata::table);
        } else {
            unsafeIf(
                    !id.equals(BLOCK_ALLOCATION_TABLE) && (entry.getInt(28) & 1) != 0,
                    "it needs a region that is not known here");
        }
        regions.add(new Region(offset, length));
    }

    @Override
    void conclude(Ending ending) {
        regions.forEach(region -> unsafeIf(
                !within(region.offset(), region.length(), ending.total()), "one of its regions is not in the file"));
        unsafeIf(virtualSize().isEmpty(), "it does not say its virtual size");
    }

    private static int count(ByteBuffer table) {
        return (int) Math.min(
                MOST_REGIONS + 1L,
                Integer.toUnsignedLong(
                        table.duplicate().order(ByteOrder.LITTLE_ENDIAN).getInt(8)));
    }

    private static boolean isChecksumWrong(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(0, 4));
        crc.update(new byte[4]);
        crc.update(bytes.slice(8, bytes.limit() - 8));
        return (int) crc.getValue()
                != bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).getInt(4);
    }
}
