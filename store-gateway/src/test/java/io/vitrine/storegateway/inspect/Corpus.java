package io.vitrine.storegateway.inspect;

import static io.vitrine.storegateway.inspect.Crafted.DISK;
import static io.vitrine.storegateway.inspect.Crafted.MIB;
import static io.vitrine.storegateway.inspect.Crafted.VHDX_METADATA;
import static io.vitrine.storegateway.inspect.Crafted.asIs;
import static io.vitrine.storegateway.inspect.Crafted.beginning;
import static io.vitrine.storegateway.inspect.Crafted.descriptor;
import static io.vitrine.storegateway.inspect.Crafted.gpt;
import static io.vitrine.storegateway.inspect.Crafted.integer;
import static io.vitrine.storegateway.inspect.Crafted.iso;
import static io.vitrine.storegateway.inspect.Crafted.luks;
import static io.vitrine.storegateway.inspect.Crafted.mbr;
import static io.vitrine.storegateway.inspect.Crafted.number;
import static io.vitrine.storegateway.inspect.Crafted.partition;
import static io.vitrine.storegateway.inspect.Crafted.qcow2;
import static io.vitrine.storegateway.inspect.Crafted.secondPartition;
import static io.vitrine.storegateway.inspect.Crafted.vdi;
import static io.vitrine.storegateway.inspect.Crafted.vhdDynamic;
import static io.vitrine.storegateway.inspect.Crafted.vhdFixed;
import static io.vitrine.storegateway.inspect.Crafted.vhdFooter;
import static io.vitrine.storegateway.inspect.Crafted.vhdx;
import static io.vitrine.storegateway.inspect.Crafted.vmdk;
import static io.vitrine.storegateway.inspect.Crafted.vmdkWithFooter;
import static io.vitrine.storegateway.inspect.Crafted.with;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Files that people send: the good and, for each rule of spec security section 2, the hostile. */
final class Corpus {
    /** A file, what its image says to be, and what is thought of it: a virtual size, or words of the refusal. */
    record Sample(
            String name,
            String declared,
            byte[] bytes,
            String found,
            @Nullable Long virtualSize,
            String refusal) {
        static Sample good(String name, String declared, byte[] bytes, String found, @Nullable Long virtualSize) {
            return new Sample(name, declared, bytes, found, virtualSize, "");
        }

        static Sample bad(String name, String declared, byte[] bytes, String refusal) {
            return new Sample(name, declared, bytes, "", null, refusal);
        }

        @Override
        public String toString() {
            return "%s as %s".formatted(name, declared);
        }
    }

    private static final String SPARSE = "monolithicSparse";

    private Corpus() {}

    static Stream<Sample> all() {
        return Stream.concat(good().stream(), hostile().stream());
    }

    static List<Sample> good() {
        byte[] disc = iso(asIs());
        byte[] lines = with(
                Arrays.copyOf(vmdk(descriptor(SPARSE, ""), number(36, 2048)), 2 * MIB), 1024, "\n".repeat(MIB - 512));
        byte[] hybrid = iso(bytes -> bytes.put(0, mbr(asIs()), 0, 512));
        byte[] fixed = vhdFixed(new byte[MIB], vhdFooter(2, asIs()));
        byte[] fixedWithPartitions = vhdFixed(Arrays.copyOf(mbr(asIs()), MIB), vhdFooter(2, asIs()));
        byte[] backed = qcow2(3, number(8, 512));
        return List.of(
                Sample.good("qcow2, version 2", "qcow2", qcow2(2, asIs()), "qcow2", DISK),
                Sample.good("qcow2, version 3", "qcow2", qcow2(3, asIs()), "qcow2", DISK),
                Sample.good("qcow2, dirty", "qcow2", qcow2(3, number(72, 1)), "qcow2", DISK),
                Sample.good("vmdk", "vmdk", vmdk(descriptor(SPARSE, ""), asIs()), "vmdk", DISK),
                Sample.good("vmdk, long descriptor", "vmdk", lines, "vmdk", DISK),
                Sample.good("vmdk, streamed", "vmdk", vmdkWithFooter(asIs()), "vmdk", DISK),
                Sample.good("vhd, dynamic", "vhd", vhdDynamic(asIs()), "vhd", DISK),
                Sample.good("vhd, fixed", "vhd", fixed, "vhd", DISK),
                Sample.good("vhd, fixed, with partitions", "vhd", fixedWithPartitions, "vhd", DISK),
                Sample.good("vhdx", "vhdx", vhdx(asIs()), "vhdx", DISK),
                Sample.good("vdi", "vdi", vdi(asIs()), "vdi", DISK),
                Sample.good("disc", "iso", disc, "iso", (long) disc.length),
                Sample.good("hybrid disc", "iso", hybrid, "iso", (long) hybrid.length),
                Sample.good("partitions", "gpt", mbr(asIs()), "gpt", 64 * 512L),
                Sample.good("GPT", "gpt", gpt(asIs()), "gpt", 64 * 512L),
                Sample.good("luks", "luks", luks(asIs()), "luks", 56 * 512L),
                Sample.good("nothing", "raw", new byte[0], "raw", 0L),
                Sample.good("zeros", "raw", new byte[513], "raw", 513L),
                Sample.good("GPT", "raw", gpt(asIs()), "gpt", 64 * 512L),
                Sample.good("disc", "raw", disc, "iso", (long) disc.length),
                // Raw it is and raw it stays, whatever is in it: nobody opens it as anything else.
                Sample.good("qcow2 with a backing file", "raw", backed, "qcow2", (long) backed.length),
                Sample.good("zeros", "ami", new byte[4096], "raw", null),
                Sample.good("kernel", "aki", mbr(asIs()), "gpt", null),
                Sample.good("nothing", "ari", new byte[0], "raw", null),
                Sample.good("ploop", "ploop", beginning("WithoutFreeSpace"), "ploop", null));
    }

    static List<Sample> hostile() {
        return Stream.of(qcow2s(), vmdks(), vhds(), vhdxs(), others(), partitions(), mixed())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Sample> qcow2s() {
        Consumer<ByteBuffer> endless = bytes -> {
            for (int at = 104; at < 512; at += 8) {
                bytes.putInt(at, 7);
            }
        };
        return List.of(
                bad2("version 1", qcow2(1, asIs()), "its version is 1"),
                bad2("version 4", qcow2(4, asIs()), "its version is 4"),
                bad2("backing file", qcow2(3, number(8, 512)), "backing file"),
                bad2("backing file of version 2", qcow2(2, number(8, 512)), "backing file"),
                bad2("length of a backing file", qcow2(3, integer(16, 11)), "backing file"),
                bad2("data file", qcow2(3, number(72, 4)), "keeps its data in another file"),
                bad2("name of a data file", qcow2(3, integer(104, 0x44415441)), "names another file for its data"),
                bad2(
                        "name of a data file, version 2",
                        qcow2(2, integer(72, 0x44415441)),
                        "names another file for its data"),
                bad2("unknown feature", qcow2(3, number(72, 1L << 5)), "features that are not known"),
                bad2("last unknown feature", qcow2(3, number(72, Long.MIN_VALUE)), "features that are not known"),
                bad2("header beyond the cluster", qcow2(3, integer(100, 520)), "longer than a cluster"),
                bad2("short header", qcow2(3, integer(100, 72)), "too short"),
                bad2("tiny clusters", qcow2(3, integer(20, 8)), "cluster size"),
                bad2("giant clusters", qcow2(3, integer(20, 63)), "cluster size"),
                bad2("L1 beyond the file", qcow2(3, number(40, 2040)), "L1 table is not in the file"),
                bad2("L1 far beyond the file", qcow2(3, number(40, Long.MAX_VALUE)), "L1 table is not in the file"),
                bad2("L1 before the file", qcow2(3, number(40, -8)), "L1 table is not in the file"),
                bad2("L1 over 32 MiB", qcow2(3, integer(36, (4 << 20) + 1)), "longer than 32 MiB"),
                bad2("L1 of 4 Gi entries", qcow2(3, integer(36, -1)), "longer than 32 MiB"),
                bad2("L1 too short", qcow2(3, integer(36, 31)), "too short for its virtual size"),
                bad2("refcounts beyond the file", qcow2(3, number(48, 2000)), "refcount table is not in the file"),
                bad2("refcounts over 32 MiB", qcow2(3, integer(56, 65_537)), "longer than 32 MiB"),
                bad2("wide refcounts", qcow2(3, integer(96, 7)), "wider than 64 bits"),
                bad2(
                        "extension beyond the header",
                        qcow2(3, bytes -> bytes.putInt(104, 7).putInt(108, 1000)),
                        "extensions is longer"),
                bad2(
                        "extension of 4 GiB",
                        qcow2(3, bytes -> bytes.putInt(104, 7).putInt(108, -1)),
                        "extensions is longer"),
                bad2(
                        "extensions without end",
                        Arrays.copyOf(qcow2(3, endless.andThen(Corpus::withLargeClusters)), 256 * 1024),
                        "too many header extensions"),
                bad2("many snapshots", qcow2(3, integer(60, 65_537)), "more than 65536 snapshots"),
                bad2(
                        "snapshots beyond the file",
                        qcow2(3, bytes -> bytes.putInt(60, 50).putLong(64, 1024)),
                        "snapshot table"),
                bad2("8 EiB", qcow2(3, number(24, Long.MIN_VALUE)), "virtual size is 9223372036854775808"),
                bad2("2 EiB", qcow2(3, number(24, 1L << 61)), "virtual size is 2305843009213693952"),
                bad2("encrypted", qcow2(3, integer(32, 2)), "encrypted"),
                bad2("cut in its header", Arrays.copyOf(qcow2(3, asIs()), 80), "ends in the middle"));
    }

    private static void withLargeClusters(ByteBuffer bytes) {
        bytes.putInt(20, 16).putLong(40, 131_072).putLong(48, 65_536);
        for (int at = 512; at < bytes.limit(); at += 8) {
            bytes.putInt(at, 7);
        }
    }

    private static Sample bad2(String name, byte[] bytes, String refusal) {
        return Sample.bad("qcow2, " + name, "qcow2", bytes, refusal);
    }

    private static List<Sample> vmdks() {
        String plain = descriptor(SPARSE, "");
        byte[] oversized = Arrays.copyOf(vmdk(plain, number(36, 2049)), 3 * MIB);
        byte[] large = Arrays.copyOf(vmdk(plain, number(36, 2048)), 2 * MIB);
        byte[] extents = with(large, 1024, "RW 1 \n".repeat(170_000));
        byte[] parents = with(large, 1024, "parentCID=".repeat(100_000));
        byte[] types = with(large, 1024, "createType=".repeat(90_000));
        return List.of(
                badV("text", plain.getBytes(), "without a sparse header"),
                badV("long text", Arrays.copyOf(plain.getBytes(), 4096), "without a sparse header"),
                badV("text without its title", "#\n \n version = 1\n".getBytes(), "without a sparse header"),
                badV("ESX", beginning("COWD"), "no sparse header"),
                badV("version 9", vmdk(plain, integer(4, 9)), "version"),
                badV("no capacity", vmdk(plain, number(12, 0)), "no capacity"),
                badV("giant", vmdk(plain, number(12, -1)), "virtual size"),
                badV("no grains", vmdk(plain, number(20, 0)), "grain size"),
                badV("wide grain tables", vmdk(plain, integer(44, 513)), "grain tables"),
                badV("no descriptor", vmdk(plain, number(28, 0)), "no descriptor"),
                badV("descriptor elsewhere", vmdk(plain, number(28, 64)), "createType"),
                badV("descriptor beyond the file", vmdk(plain, number(28, 4096)), "ends in the middle"),
                badV("descriptor beyond everything", vmdk(plain, number(28, Long.MAX_VALUE)), "not in the file"),
                badV("descriptor over 1 MiB", oversized, "longer than 1 MiB"),
                badV("flat", vmdk(descriptor("monolithicFlat", ""), asIs()), "monolithicFlat"),
                badV("two types", vmdk(descriptor(SPARSE, "createType=\"vmfs\""), asIs()), "createType"),
                badV("split", vmdk(descriptor(SPARSE, "RW 2048 SPARSE \"disk-s002.vmdk\""), asIs()), "one extent"),
                badV("second extent behind a NUL", vmdk(plain + "\0RW 1 FLAT \"x\" 0\n", asIs()), "one extent"),
                badV(
                        "lower case extent",
                        vmdk(descriptor(SPARSE, "  rw 1 flat \"/etc/passwd\" 0"), asIs()),
                        "one extent"),
                badV("flat extent", vmdk(plain.replace("SPARSE", "FLAT"), asIs()), "extent names another file"),
                badV(
                        "absolute path",
                        vmdk(plain.replace("disk.vmdk", "/etc/passwd"), asIs()),
                        "extent names another file"),
                badV("parent folder", vmdk(plain.replace("disk.vmdk", ".."), asIs()), "extent names another file"),
                badV("Windows path", vmdk(plain.replace("disk.vmdk", "C:\\disk"), asIs()), "extent names another file"),
                badV("address", vmdk(plain.replace("disk.vmdk", "nbd:host"), asIs()), "extent names another file"),
                badV("parent file", vmdk(descriptor(SPARSE, "parentFileNameHint=\"/x\""), asIs()), "parent file"),
                badV("parent", vmdk(plain.replace("ffffffff", "7e1b8c5f"), asIs()), "has a parent"),
                badV("parent added", vmdk(descriptor(SPARSE, "PARENTCID = 1"), asIs()), "has a parent"),
                badV("extent on two lines", vmdk(descriptor(SPARSE, "RW\n1 FLAT \"/x\" 0"), asIs()), "one extent"),
                badV("very many extents", extents, "one extent"),
                badV("very many parents", parents, "has a parent"),
                badV("very many types", types, "createType"),
                badV("other footer", vmdkWithFooter(number(12, 1)), "footer"),
                badV("footer with another descriptor", vmdkWithFooter(number(28, 30)), "footer"),
                badV("no footer", vmdk(plain, number(56, -1)), "footer"));
    }

    private static Sample badV(String name, byte[] bytes, String refusal) {
        return Sample.bad("vmdk, " + name, "vmdk", bytes, refusal);
    }

    private static List<Sample> vhds() {
        byte[] footer = vhdFooter(3, asIs());
        byte[] other = vhdFooter(3, number(48, DISK / 2));
        byte[] broken = with(footer, 80, "x");
        byte[] disk = new byte[MIB];
        return List.of(
                badH("differencing", vhdDynamic(vhdFooter(4, asIs()), footer, asIs(), true), "differencing"),
                badH("differencing at its end", vhdFixed(disk, vhdFooter(4, asIs())), "differencing"),
                badH(
                        "fixed with a footer at the beginning",
                        vhdDynamic(vhdFooter(2, asIs()), footer, asIs(), true),
                        "type"),
                badH("dynamic at its end alone", vhdFixed(disk, vhdFooter(3, asIs())), "type"),
                badH(
                        "checksum of the first footer",
                        vhdDynamic(broken, broken, asIs(), true),
                        "checksum of its footer"),
                badH("checksum of the last footer", vhdFixed(disk, with(vhdFooter(2, asIs()), 80, "x")), "checksum"),
                badH(
                        "checksum of the header",
                        vhdDynamic(footer, footer, integer(28, 2), false),
                        "checksum of its header"),
                badH(
                        "no last footer",
                        Arrays.copyOf(vhdDynamic(asIs()), 2048),
                        "footers at the beginning and at the end"),
                badH(
                        "footers differ",
                        vhdDynamic(footer, other, asIs(), true),
                        "footers at the beginning and at the end"),
                badH("no header", vhdDynamic(footer, footer, text("x"), true), "header is not where"),
                badH(
                        "header before its footer",
                        vhdDynamic(vhdFooter(3, number(16, 0)), footer, asIs(), true),
                        "not where they"),
                badH("parent", vhdDynamic(integer(40, 1)), "names a parent"),
                badH("name of a parent", vhdDynamic(integer(64, 1)), "names a parent"),
                badH("parent locator", vhdDynamic(integer(576 + 24, 1)), "parent locator"),
                badH("block size", vhdDynamic(integer(32, 1000)), "block size"),
                badH("table beyond the file", vhdDynamic(number(16, 4096)), "table is not in the file"),
                badH("table over 32 MiB", vhdDynamic(integer(28, 1 << 24)), "longer than 32 MiB"),
                badH("table too short", vhdDynamic(integer(28, 0)), "too short"),
                badH("shorter than its disk", vhdFixed(new byte[1024], vhdFooter(2, asIs())), "shorter"));
    }

    private static Consumer<ByteBuffer> text(String text) {
        return Crafted.text(0, text);
    }

    private static Sample badH(String name, byte[] bytes, String refusal) {
        return Sample.bad("vhd, " + name, "vhd", bytes, refusal);
    }

    private static List<Sample> vhdxs() {
        int regions = 192 * 1024;
        int again = 256 * 1024;
        int items = VHDX_METADATA + 64 * 1024;
        String locator = "a8d35f2db30b454dabf7d3d84834ab0c";
        return List.of(
                badX("parent", vhdx(integer(items + 4, 2)), "differencing"),
                badX(
                        "parent locator",
                        vhdx(bytes -> Crafted.item(bytes.putShort(VHDX_METADATA + 10, (short) 4), 3, locator, 64, 20)),
                        "parent locator"),
                badX("header checksum", with(vhdx(asIs()), 64 * 1024 + 100, "x"), "checksum of one of its headers"),
                badX(
                        "second header checksum",
                        with(vhdx(asIs()), 128 * 1024 + 100, "x"),
                        "checksum of one of its headers"),
                badX("no header", vhdx(integer(64 * 1024, 0)), "headers is not there"),
                badX("log", vhdx(integer(128 * 1024 + 48, 1)), "log was not played back"),
                badX("region checksum", with(vhdx(asIs()), regions + 1000, "x"), "checksum of its region table"),
                badX("region tables differ", vhdx(integer(again + 1000, 1)), "region tables differ"),
                badX("no region table", vhdx(integer(regions, 0)), "region table is not there"),
                badX("many regions", vhdx(integer(regions + 8, 2048)), "too many entries"),
                badX("region before 1 MiB", vhdx(both(regions, again, 48 + 16, 512 * 1024)), "regions is out of range"),
                badX("region beyond the file", vhdx(both(regions, again, 16 + 16, 8 << 20)), "not in the file"),
                badX("metadata beyond the file", vhdx(both(regions, again, 48 + 16, 8 << 20)), "ends in the middle"),
                badX("region of no length", vhdx(both(regions, again, 48 + 24, 0)), "regions is out of range"),
                badX("unknown region", vhdx(both(regions, again, 16, 1)), "region that is not known"),
                badX("region twice", vhdx(bytes -> twice(bytes, regions, again)), "one region twice"),
                badX("no metadata", vhdx(integer(VHDX_METADATA, 0)), "metadata is not where"),
                badX("many items", vhdx(bytes -> bytes.putShort(VHDX_METADATA + 10, (short) 3000)), "too many items"),
                badX("item out of range", vhdx(integer(VHDX_METADATA + 32 + 16, 16)), "metadata is out of range"),
                badX(
                        "item beyond its region",
                        vhdx(integer(VHDX_METADATA + 32 + 16, 2 << 20)),
                        "metadata is out of range"),
                badX("unknown item", vhdx(integer(VHDX_METADATA + 32, 1)), "item of metadata that is not known"),
                badX("giant", vhdx(number(items + 8, Long.MAX_VALUE)), "virtual size"),
                badX(
                        "no size",
                        vhdx(bytes -> bytes.putShort(VHDX_METADATA + 10, (short) 1)),
                        "does not say its virtual size"),
                badX("block size", vhdx(integer(items, 512)), "block size"),
                badX("sectors", vhdx(integer(items + 16, 1)), "sectors"));
    }

    private static Consumer<ByteBuffer> both(int one, int two, int at, int value) {
        return bytes -> bytes.putInt(one + at, value).putInt(two + at, value);
    }

    private static void twice(ByteBuffer bytes, int... tables) {
        for (int table : tables) {
            Crafted.region(bytes, table + 16, "8b7ca20647904b9ab8fe575f050f886e", MIB);
        }
    }

    private static Sample badX(String name, byte[] bytes, String refusal) {
        return Sample.bad("vhdx, " + name, "vhdx", bytes, refusal);
    }

    private static List<Sample> others() {
        return List.of(
                Sample.bad("vdi, differencing", "vdi", vdi(integer(76, 4)), "another image"),
                Sample.bad("vdi, parent", "vdi", vdi(integer(440, 1)), "uuidParent"),
                Sample.bad("vdi, link", "vdi", vdi(integer(424, 1)), "links to another"),
                Sample.bad("vdi, block size", "vdi", vdi(integer(376, 512)), "block size"),
                Sample.bad("vdi, block size 0", "vdi", vdi(integer(376, 0)), "block size"),
                Sample.bad("vdi, version", "vdi", vdi(integer(68, 1)), "version"),
                Sample.bad("vdi, sectors", "vdi", vdi(integer(360, 1)), "sectors"),
                Sample.bad("vdi, map beyond the file", "vdi", vdi(integer(340, 1024)), "map is not in the file"),
                Sample.bad("vdi, map over 32 MiB", "vdi", vdi(integer(384, -1)), "longer than 32 MiB"),
                Sample.bad("vdi, map too short", "vdi", vdi(integer(384, 0)), "too short"),
                Sample.bad("vdi, giant", "vdi", vdi(number(368, -1)), "virtual size"),
                Sample.bad("qed", "qed", beginning("QED\0"), "never taken"),
                Sample.bad("qed", "raw", beginning("QED\0"), "never taken"),
                Sample.bad("qed", "qcow2", beginning("QED\0"), "never taken"),
                Sample.bad("disc without CD001", "iso", new byte[40_960], "does not match disk_format iso"),
                Sample.bad("luks 2", "luks", luks(bytes -> bytes.putShort(6, (short) 2)), "version is 2"),
                Sample.bad("luks, data in its header", "luks", luks(integer(104, 1)), "inside its header"),
                Sample.bad("luks, data beyond the file", "luks", luks(integer(104, 65)), "not in the file"));
    }

    private static List<Sample> partitions() {
        return List.of(
                badP("no signature", mbr(bytes -> bytes.put(511, (byte) 0)), "does not match disk_format gpt"),
                badP("boot flag", mbr(secondPartition(1, 16, 8)), "boot flag"),
                badP("several boot flags", mbr(secondPartition(0x80, 16, 8)), "several partitions"),
                badP("partition beyond the disk", mbr(secondPartition(0, 60, 5)), "larger than the disk"),
                badP("protective MBR at sector 2", gpt(bytes -> partition(bytes, 0, 0, 0xee, 2, 62)), "sector 1"),
                badP("protective MBR twice", gpt(bytes -> partition(bytes, 1, 0, 0xee, 1, 62)), "twice"),
                badP(
                        "protective MBR too large",
                        gpt(bytes -> partition(bytes, 0, 0, 0xee, 1, 64)),
                        "protective MBR is larger"),
                badP("no GPT", gpt(integer(512, 0)), "no GPT"),
                badP("header length", gpt(integer(512 + 12, 600)), "length"),
                badP("header checksum", with(gpt(asIs()), 512 + 60, "x"), "checksum of its GPT header"),
                badP("header elsewhere", gpt(number(512 + 24, 5)), "where it says"),
                badP("entries checksum", with(gpt(asIs()), 1024 + 130, "x"), "checksum of its GPT entries"),
                badP("entries without end", gpt(integer(512 + 80, -1)), "entries out of range"),
                badP("entries in the header", gpt(number(512 + 72, 1)), "entries out of range"),
                badP("GPT partition beyond the disk", gpt(number(1024 + 40, 64)), "larger than the disk"),
                badP("GPT partition backwards", gpt(number(1024 + 40, 7)), "ends before it begins"),
                badP("usable beyond the disk", gpt(number(512 + 48, 64)), "larger than the disk"),
                badP("backup elsewhere", gpt(number(512 + 32, 64)), "second copy"),
                badP("backup broken", with(gpt(asIs()), 63 * 512 + 60, "x"), "second copy"));
    }

    private static Sample badP(String name, byte[] bytes, String refusal) {
        return Sample.bad("partitions, " + name, "gpt", bytes, refusal);
    }

    private static List<Sample> mixed() {
        byte[] qcow2 = Arrays.copyOf(qcow2(3, asIs()), 40_960);
        byte[] withBoot = with(qcow2(3, asIs()), 510, "\u0055\u00aa");
        withBoot[450] = 1;
        return List.of(
                Sample.bad("zeros", "qcow2", new byte[65_536], "does not match disk_format qcow2: it is raw"),
                Sample.bad("nothing", "qcow2", new byte[0], "does not match disk_format qcow2: it is raw"),
                Sample.bad("qcow2", "vmdk", qcow2, "does not match disk_format vmdk: it is qcow2"),
                Sample.bad("qcow2", "ami", qcow2, "does not match disk_format ami: it is qcow2"),
                Sample.bad("qcow2", "vhd", qcow2, "does not match disk_format vhd: it is qcow2"),
                Sample.bad("disc", "qcow2", iso(asIs()), "does not match disk_format qcow2: it is iso"),
                Sample.bad("hybrid disc", "gpt", iso(b -> b.put(0, mbr(asIs()), 0, 512)), "disk_format gpt: it is iso"),
                Sample.bad("partitions", "qcow2", mbr(asIs()), "does not match disk_format qcow2: it is gpt"),
                Sample.bad("partitions", "iso", mbr(asIs()), "does not match disk_format iso: it is gpt"),
                Sample.bad(
                        "qcow2 and disc",
                        "qcow2",
                        with(qcow2, 32_769, "CD001"),
                        "several formats at once (qcow2, iso)"),
                Sample.bad("qcow2 and disc", "raw", with(qcow2, 32_769, "CD001"), "several formats at once"),
                Sample.bad("qcow2 and vhd", "vhd", vhdFixed(qcow2, vhdFooter(2, number(48, 512))), "(qcow2, vhd)"),
                Sample.bad("qcow2 and partitions", "qcow2", withBoot, "several formats at once (qcow2, gpt)"),
                Sample.bad(
                        "text and disc",
                        "iso",
                        with(iso(asIs()), 0, "version=1\n"),
                        "several formats at once (vmdk, iso)"));
    }
}
