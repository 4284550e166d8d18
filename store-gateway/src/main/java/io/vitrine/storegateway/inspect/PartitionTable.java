package io.vitrine.storegateway.inspect;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import java.util.zip.CRC32;

/** A raw disk with partitions: an MBR alone, or a protective one with a GPT behind it. The format is called gpt either way. */
final class PartitionTable extends Inspector {
    private static final int BOOT_SIGNATURE_AT = 510;
    private static final int BOOT_SIGNATURE = 0x55aa;
    private static final int FIRST_ENTRY = 446;
    private static final int ENTRY_LENGTH = 16;
    private static final int ENTRIES = 4;
    private static final int PROTECTIVE = 0xee;
    private static final int BOOTABLE = 0x80;
    private static final long WHOLE_DISK = 0xffff_ffffL;
    private static final long GPT_SIGNATURE = 0x4546492050415254L;
    private static final int SHORTEST_GPT_ENTRY = 128;

    private final Set<PartitionCheck> nonfatal;
    private boolean protective;
    private long mbrEnd;
    private long protectiveSectors;
    private long gptEnd;
    private long backup;

    PartitionTable(Captures captures, long mostVirtualBytes, Set<PartitionCheck> nonfatal) {
        super("gpt", captures, mostVirtualBytes);
        this.nonfatal = Set.copyOf(nonfatal);
        want(0, Ending.SECTOR, this::mbr);
    }

    private void faultIf(boolean wrong, PartitionCheck check, String why) {
        unsafeIf(wrong && !nonfatal.contains(check), why);
    }

    private void mbr(ByteBuffer bytes) {
        if ((bytes.getShort(BOOT_SIGNATURE_AT) & 0xffff) != BOOT_SIGNATURE) {
            return;
        }
        int bootable = 0;
        int used = 0;
        for (int i = 0; i < ENTRIES; i++) {
            ByteBuffer entry =
                    bytes.slice(FIRST_ENTRY + i * ENTRY_LENGTH, ENTRY_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
            int flag = entry.get(0) & 0xff;
            int type = entry.get(4) & 0xff;
            if (type != 0) {
                used++;
                partition(type, Integer.toUnsignedLong(entry.getInt(8)), Integer.toUnsignedLong(entry.getInt(12)));
            }
            faultIf(
                    flag != 0 && flag != BOOTABLE,
                    PartitionCheck.MBR,
                    "a boot flag in its MBR is neither set nor clear");
            bootable += flag == BOOTABLE ? 1 : 0;
        }
        if (used == 0) {
            return;
        }
        matched();
        faultIf(bootable > 1, PartitionCheck.MBR, "several partitions in its MBR are marked bootable");
        if (protective) {
            want(Ending.SECTOR, Ending.SECTOR, this::gpt);
        }
    }

    private void partition(int type, long first, long sectors) {
        if (type == PROTECTIVE) {
            faultIf(first != 1, PartitionCheck.MBR, "its protective MBR does not begin at sector 1");
            faultIf(protective, PartitionCheck.MBR, "its MBR protects the disk twice");
            protective = true;
            protectiveSectors = sectors;
        } else {
            mbrEnd = Math.max(mbrEnd, first + sectors);
        }
    }

    private void gpt(ByteBuffer bytes) {
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        faultIf(
                Long.reverseBytes(bytes.getLong(0)) != GPT_SIGNATURE,
                PartitionCheck.GPT,
                "it has no GPT behind its protective MBR");
        long length = Integer.toUnsignedLong(bytes.getInt(12));
        faultIf(
                length < 92 || length > Ending.SECTOR,
                PartitionCheck.GPT,
                "its GPT header is not of a length that GPT has");
        faultIf(isChecksumWrong(bytes, length), PartitionCheck.GPT, "the checksum of its GPT header is wrong");
        faultIf(bytes.getLong(24) != 1, PartitionCheck.GPT, "its GPT header is not where it says to be");
        backup = bytes.getLong(32);
        gptEnd = bytes.getLong(48);
        long count = Integer.toUnsignedLong(bytes.getInt(80));
        long each = Integer.toUnsignedLong(bytes.getInt(84));
        long first = bytes.getLong(72);
        boolean readable = each >= SHORTEST_GPT_ENTRY
                && each <= Captures.LONGEST
                && count > 0
                && count * each <= Captures.LONGEST
                && first >= 2
                && first < Long.MAX_VALUE / Ending.SECTOR / 2;
        faultIf(!readable, PartitionCheck.GPT, "its GPT has its entries out of range");
        if (readable) {
            int checksum = bytes.getInt(88);
            want(first * Ending.SECTOR, count * each, entries -> entries(entries, (int) each, checksum));
        }
    }

    private void entries(ByteBuffer bytes, int each, int checksum) {
        CRC32 crc = new CRC32();
        crc.update(bytes.duplicate());
        faultIf((int) crc.getValue() != checksum, PartitionCheck.GPT, "the checksum of its GPT entries is wrong");
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at + each <= bytes.limit(); at += each) {
            boolean used = bytes.getLong(at) != 0 || bytes.getLong(at + 8) != 0;
            if (used) {
                long first = bytes.getLong(at + 32);
                long last = bytes.getLong(at + 40);
                faultIf(first < 2 || last < first, PartitionCheck.GPT, "one of its partitions ends before it begins");
                gptEnd = Math.max(gptEnd, last);
            }
        }
    }

    @Override
    void conclude(Ending ending) {
        long sectors = (ending.total() + Ending.SECTOR - 1) / Ending.SECTOR;
        faultIf(mbrEnd > sectors, PartitionCheck.MBR, "one of its partitions is larger than the disk");
        if (protective) {
            faultIf(
                    protectiveSectors != WHOLE_DISK && protectiveSectors >= sectors,
                    PartitionCheck.MBR,
                    "its protective MBR is larger than the disk");
            faultIf(
                    gptEnd < 0 || gptEnd >= sectors,
                    PartitionCheck.GPT,
                    "one of its partitions is larger than the disk");
            faultIf(
                    backup < 2 || backup >= sectors || backup == sectors - 1 && !isBackup(ending),
                    PartitionCheck.GPT,
                    "the second copy of its GPT is not there");
        }
        virtualSize(ending.total());
    }

    private boolean isBackup(Ending ending) {
        ByteBuffer last = ending.sector(0).order(ByteOrder.LITTLE_ENDIAN);
        return last.hasRemaining()
                && Long.reverseBytes(last.getLong(0)) == GPT_SIGNATURE
                && last.getLong(24) == backup
                && !isChecksumWrong(last, Integer.toUnsignedLong(last.getInt(12)));
    }

    private static boolean isChecksumWrong(ByteBuffer header, long length) {
        if (length < 92 || length > header.limit()) {
            return true;
        }
        CRC32 crc = new CRC32();
        crc.update(header.slice(0, 16));
        crc.update(new byte[4]);
        crc.update(header.slice(20, (int) length - 20));
        return (int) crc.getValue() != header.getInt(16);
    }
}
