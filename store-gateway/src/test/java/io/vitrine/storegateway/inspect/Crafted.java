package io.vitrine.storegateway.inspect;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/** Small files of every format, by hand: good as they are, and bad by one changed field. */
final class Crafted {
    static final long DISK = 1 << 20;
    static final int MIB = 1 << 20;
    private static final int KIB = 1024;

    /** Where the items of a crafted VHDX's metadata are listed. */
    static final int VHDX_METADATA = 2 * MIB;

    private Crafted() {}

    static Consumer<ByteBuffer> asIs() {
        return bytes -> {};
    }

    static byte[] qcow2(int version, Consumer<ByteBuffer> change) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * 512);
        bytes.putInt(0x514649fb)
                .putInt(version)
                .putLong(0)
                .putInt(0)
                .putInt(9)
                .putLong(DISK)
                .putInt(0);
        // 512-byte clusters of 64 entries: an L1 entry stands for 32 KiB.
        bytes.putInt(32).putLong(1024).putLong(512).putInt(1).putInt(0).putLong(0);
        if (version == 3) {
            bytes.putLong(0).putLong(0).putLong(0).putInt(4).putInt(104);
        }
        change.accept(bytes);
        return bytes.array();
    }

    static Consumer<ByteBuffer> integer(int at, int value) {
        return bytes -> bytes.putInt(at, value);
    }

    static Consumer<ByteBuffer> number(int at, long value) {
        return bytes -> bytes.putLong(at, value);
    }

    static Consumer<ByteBuffer> text(int at, String value) {
        return bytes -> bytes.put(at, value.getBytes(StandardCharsets.ISO_8859_1));
    }

    static String descriptor(String type, String more) {
        return """
            # Disk DescriptorFile
            version=1
            CID=7e1b8c5f
            parentCID=ffffffff
            createType="%s"

            # Extent description
            RW 2048 SPARSE "disk.vmdk"
            %s
            ddb.adapterType = "ide"
            """.formatted(type, more);
    }

    static byte[] vmdk(String descriptor, Consumer<ByteBuffer> change) {
        ByteBuffer bytes = ByteBuffer.allocate(128 * 512).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("KDMV".getBytes(StandardCharsets.US_ASCII))
                .putInt(1)
                .putInt(3)
                .putLong(DISK / 512)
                .putLong(128);
        bytes.putLong(1).putLong(20).putInt(512).putLong(21).putLong(26).putLong(128);
        text(512, descriptor).accept(bytes);
        change.accept(bytes);
        return bytes.array();
    }

    /** Its grain directory is announced at the end, where its header stands again, changed. */
    static byte[] vmdkWithFooter(Consumer<ByteBuffer> change) {
        byte[] front = vmdk(descriptor("streamOptimized", ""), number(56, -1));
        ByteBuffer bytes = ByteBuffer.allocate(front.length + 3 * 512).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(front).put(new byte[512]).put(front, 0, 512).putLong(front.length + 512 + 56, 30);
        change.accept(bytes.slice(front.length + 512, 512).order(ByteOrder.LITTLE_ENDIAN));
        return bytes.array();
    }

    static byte[] vhdFooter(int type, Consumer<ByteBuffer> change) {
        ByteBuffer bytes = ByteBuffer.allocate(512);
        bytes.put("conectix".getBytes(StandardCharsets.US_ASCII)).putInt(2).putInt(0x10000);
        bytes.putLong(type == 2 ? -1 : 512)
                .putInt(0)
                .putInt(0x71656d32)
                .putInt(0)
                .putInt(0)
                .putLong(DISK)
                .putLong(DISK);
        bytes.putInt(60, type);
        change.accept(bytes);
        return sum(bytes, 64).array();
    }

    static byte[] vhdDynamic(byte[] front, byte[] back, Consumer<ByteBuffer> change, boolean summed) {
        ByteBuffer header = ByteBuffer.allocate(1024);
        header.put("cxsparse".getBytes(StandardCharsets.US_ASCII))
                .putLong(-1)
                .putLong(1536)
                .putInt(0x10000)
                .putInt(1);
        header.putInt(2 * MIB);
        change.accept(header);
        if (summed) {
            sum(header, 36);
        }
        return ByteBuffer.allocate(512 + 1024 + 512 + 512)
                .put(front)
                .put(header.rewind())
                .put(new byte[512])
                .put(back)
                .array();
    }

    static byte[] vhdDynamic(Consumer<ByteBuffer> header) {
        return vhdDynamic(vhdFooter(3, asIs()), vhdFooter(3, asIs()), header, true);
    }

    static byte[] vhdFixed(byte[] disk, byte[] footer) {
        return ByteBuffer.allocate(disk.length + footer.length)
                .put(disk)
                .put(footer)
                .array();
    }

    private static ByteBuffer sum(ByteBuffer bytes, int at) {
        int sum = 0;
        bytes.putInt(at, 0);
        for (byte each : bytes.array()) {
            sum += each & 0xff;
        }
        return bytes.putInt(at, ~sum);
    }

    /** @param change made before the checksums are */
    static byte[] vhdx(Consumer<ByteBuffer> change) {
        ByteBuffer bytes = ByteBuffer.allocate(3 * MIB).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("vhdxfile".getBytes(StandardCharsets.US_ASCII));
        for (int at : new int[] {64 * KIB, 128 * KIB}) {
            text(at, "head").accept(bytes);
            bytes.putShort(at + 66, (short) 1);
        }
        for (int at : new int[] {192 * KIB, 256 * KIB}) {
            text(at, "regi").accept(bytes);
            bytes.putInt(at + 8, 2);
            region(bytes, at + 16, "2dc27766f62342009d64115e9bfd4a08", MIB);
            region(bytes, at + 48, "8b7ca20647904b9ab8fe575f050f886e", VHDX_METADATA);
        }
        text(VHDX_METADATA, "metadata").accept(bytes);
        bytes.putShort(VHDX_METADATA + 10, (short) 3);
        item(bytes, 0, "caa16737fa364d43b3b633f0aa44e76b", 0, 8);
        item(bytes, 1, "2fa54224cd1b4876b2115dbed83bf4b8", 8, 8);
        item(bytes, 2, "8141bf1da96f4709ba47f233a8faab5f", 16, 4);
        int items = VHDX_METADATA + 64 * KIB;
        bytes.putInt(items, MIB).putLong(items + 8, DISK).putInt(items + 16, 512);
        change.accept(bytes);
        sum(bytes, 64 * KIB, 4 * KIB);
        sum(bytes, 128 * KIB, 4 * KIB);
        sum(bytes, 192 * KIB, 64 * KIB);
        sum(bytes, 256 * KIB, 64 * KIB);
        return bytes.array();
    }

    static void region(ByteBuffer bytes, int at, String guid, long offset) {
        guid(bytes, at, guid);
        bytes.putLong(at + 16, offset).putInt(at + 24, MIB).putInt(at + 28, 1);
    }

    static void item(ByteBuffer bytes, int index, String guid, int offset, int length) {
        int at = VHDX_METADATA + 32 + index * 32;
        guid(bytes, at, guid);
        bytes.putInt(at + 16, 64 * KIB + offset).putInt(at + 20, length).putInt(at + 24, 4);
    }

    private static void guid(ByteBuffer bytes, int at, String hex) {
        bytes.putInt(at, Integer.parseUnsignedInt(hex.substring(0, 8), 16));
        bytes.putShort(at + 4, (short) Integer.parseInt(hex.substring(8, 12), 16));
        bytes.putShort(at + 6, (short) Integer.parseInt(hex.substring(12, 16), 16));
        bytes.putLong(at + 8, Long.reverseBytes(Long.parseUnsignedLong(hex.substring(16), 16)));
    }

    private static void sum(ByteBuffer bytes, int at, int length) {
        bytes.putInt(at + 4, 0);
        CRC32C crc = new CRC32C();
        crc.update(bytes.array(), at, length);
        bytes.putInt(at + 4, (int) crc.getValue());
    }

    static byte[] vdi(Consumer<ByteBuffer> change) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * 512).order(ByteOrder.LITTLE_ENDIAN);
        text(0, "<<< disk >>>\n").accept(bytes);
        bytes.putInt(64, 0xbeda107f)
                .putInt(68, 0x10001)
                .putInt(72, 0x180)
                .putInt(76, 1)
                .putInt(340, 512);
        bytes.putInt(344, 1024)
                .putInt(360, 512)
                .putLong(368, DISK)
                .putInt(376, MIB)
                .putInt(384, 1);
        change.accept(bytes);
        return bytes.array();
    }

    static byte[] iso(Consumer<ByteBuffer> change) {
        ByteBuffer bytes = ByteBuffer.allocate(20 * 2048);
        text(16 * 2048, "\1CD001\1").accept(bytes);
        change.accept(bytes);
        return bytes.array();
    }

    /** A disk with one partition from sector 8 to sector 15, of 64 sectors in all. */
    static byte[] mbr(Consumer<ByteBuffer> change) {
        ByteBuffer bytes = ByteBuffer.allocate(64 * 512).order(ByteOrder.LITTLE_ENDIAN);
        partition(bytes, 0, 0x80, 0x83, 8, 8);
        bytes.put(510, (byte) 0x55).put(511, (byte) 0xaa);
        change.accept(bytes);
        return bytes.array();
    }

    static void partition(ByteBuffer bytes, int index, int flag, int type, int first, int sectors) {
        int at = 446 + index * 16;
        bytes.put(at, (byte) flag)
                .put(at + 4, (byte) type)
                .putInt(at + 8, first)
                .putInt(at + 12, sectors);
    }

    static Consumer<ByteBuffer> secondPartition(int flag, int first, int sectors) {
        return bytes -> partition(bytes, 1, flag, 0x83, first, sectors);
    }

    /** @param change made before the checksums of the entries and of both headers are, with the number of the last sector at hand */
    static byte[] gpt(Consumer<ByteBuffer> change) {
        ByteBuffer bytes = ByteBuffer.allocate(64 * 512).order(ByteOrder.LITTLE_ENDIAN);
        partition(bytes, 0, 0, 0xee, 1, 63);
        bytes.put(510, (byte) 0x55).put(511, (byte) 0xaa);
        text(512, "EFI PART").accept(bytes);
        bytes.putInt(512 + 8, 0x10000).putInt(512 + 12, 92).putLong(512 + 24, 1).putLong(512 + 32, 63);
        bytes.putLong(512 + 40, 8)
                .putLong(512 + 48, 60)
                .putLong(512 + 72, 2)
                .putInt(512 + 80, 4)
                .putInt(512 + 84, 128);
        bytes.putLong(1024, 1).putLong(1024 + 8, 1).putLong(1024 + 32, 8).putLong(1024 + 40, 15);
        change.accept(bytes);
        CRC32 entries = new CRC32();
        entries.update(bytes.array(), 1024, 4 * 128);
        bytes.putInt(512 + 88, (int) entries.getValue());
        bytes.put(63 * 512, bytes.array(), 512, 92);
        bytes.putLong(63 * 512 + 24, 63).putLong(63 * 512 + 32, 1);
        sumGpt(bytes, 512);
        sumGpt(bytes, 63 * 512);
        return bytes.array();
    }

    private static void sumGpt(ByteBuffer bytes, int at) {
        bytes.putInt(at + 16, 0);
        CRC32 crc = new CRC32();
        crc.update(bytes.array(), at, 92);
        bytes.putInt(at + 16, (int) crc.getValue());
    }

    static byte[] luks(Consumer<ByteBuffer> change) {
        ByteBuffer bytes = ByteBuffer.allocate(64 * 512);
        bytes.putLong(0x4c554b53babe0001L).putInt(104, 8);
        change.accept(bytes);
        return bytes.array();
    }

    static byte[] beginning(String magic) {
        ByteBuffer bytes = ByteBuffer.allocate(4096);
        text(0, magic).accept(bytes);
        return bytes.array();
    }

    /** The file with other bytes from there on. */
    static byte[] with(byte[] file, int at, String text) {
        byte[] bytes = file.clone();
        text(at, text).accept(ByteBuffer.wrap(bytes));
        return bytes;
    }
}
