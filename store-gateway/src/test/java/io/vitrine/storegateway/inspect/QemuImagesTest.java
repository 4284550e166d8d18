package io.vitrine.storegateway.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vitrine.storegateway.inspect.Verdict.Accepted;
import io.vitrine.storegateway.inspect.Verdict.Refused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images as {@code qemu-img} makes them: it and the inspection agree on their size. */
@NeedsQemuImg
class QemuImagesTest {
    @TempDir
    Path dir;

    private Path file;

    @BeforeEach
    void file() {
        file = dir.resolve("disk");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "qcow2 | qcow2 | compat=0.10 | 1M",
                "qcow2 | qcow2 | compat=0.10,cluster_size=512 | 100M",
                "qcow2 | qcow2 | compat=1.1 | 0",
                "qcow2 | qcow2 | compat=1.1 | 512",
                "qcow2 | qcow2 | compat=1.1 | 10G",
                "qcow2 | qcow2 | compat=1.1,cluster_size=512,refcount_bits=1 | 5G",
                "qcow2 | qcow2 | cluster_size=2M,refcount_bits=64 | 64T",
                "qcow2 | qcow2 | extended_l2=on,cluster_size=128k | 20G",
                "qcow2 | qcow2 | lazy_refcounts=on,compression_type=zstd | 3G",
                "qcow2 | qcow2 | preallocation=metadata | 2G",
                "vmdk | vmdk | subformat=monolithicSparse | 40G",
                "vmdk | vmdk | subformat=streamOptimized | 1G",
                "vdi | vdi | static=off | 7G",
                "vdi | vdi | static=on | 3M",
                "vhdx | vhdx | subformat=dynamic | 100G",
                "vhdx | vhdx | subformat=dynamic,block_size=1M | 4G",
                "vhdx | vhdx | subformat=fixed | 8M",
                "vpc | vhd | subformat=dynamic | 30G",
                "vpc | vhd | subformat=dynamic,force_size=on | 1T",
                "vpc | vhd | subformat=fixed | 8M",
                "vpc | vhd | subformat=fixed,force_size=on | 9M",
                "luks | luks | key-secret=s,iter-time=10 | 16M",
                "raw | raw | preallocation=off | 3M",
            })
    void emptyDisksHaveTheirSize(String format, String declared, String options, String size) throws Exception {
        qemu("create", "-q", "-f", format, "--object", "secret,id=s,data=secret", "-o", options, file.toString(), size);
        assertThat(inspect(declared)).isEqualTo(new Accepted(declared, virtualSize(format)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "qcow2 | qcow2 | compat=1.1 | -q",
                "qcow2 | qcow2 | compat=1.1 | -c",
                "qcow2 | qcow2 | compat=0.10 | -c",
                "vmdk | vmdk | subformat=monolithicSparse | -q",
                "vmdk | vmdk | subformat=streamOptimized | -q",
                "vdi | vdi | static=off | -q",
                "vhdx | vhdx | subformat=dynamic | -q",
                "vpc | vhd | subformat=dynamic | -q",
                "vpc | vhd | subformat=fixed | -q",
            })
    void disksWithDataHaveTheirSize(String format, String declared, String options, String flag) throws Exception {
        // A partition table at its beginning, which is the disk's own and not the file's.
        byte[] bytes = new byte[5 << 20];
        new Random(1).nextBytes(bytes);
        System.arraycopy(Crafted.mbr(Crafted.asIs()), 0, bytes, 0, 512);
        Path raw = Files.write(dir.resolve("raw"), bytes);
        qemu("convert", flag, "-f", "raw", "-O", format, "-o", options, raw.toString(), file.toString());
        assertThat(inspect(declared)).isEqualTo(new Accepted(declared, virtualSize(format)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "qcow2 | qcow2 | backing_file=base,backing_fmt=raw | has a backing file",
                "qcow2 | qcow2 | data_file=other,data_file_raw=on | keeps its data in another file",
                "qcow2 | qcow2 | encrypt.format=luks,encrypt.key-secret=s,encrypt.iter-time=10 | encrypted",
                "qcow | qcow2 | - | its version is 1",
                "qed | raw | - | never taken",
                "qed | qed | - | never taken",
                "parallels | raw | - | ploop",
                "vmdk | vmdk | subformat=monolithicFlat | without a sparse header",
                "vmdk | vmdk | subformat=twoGbMaxExtentSparse | without a sparse header",
                "vmdk | vmdk | subformat=monolithicSparse,backing_file=vbase,backing_fmt=vmdk | a parent",
            })
    void disksThatNeedOtherFilesAreRefused(String format, String declared, String options, String reason)
            throws Exception {
        qemu("create", "-q", "-f", "raw", dir.resolve("base").toString(), "1M");
        qemu("create", "-q", "-f", "vmdk", dir.resolve("vbase").toString(), "1M");
        List<String> create =
                new ArrayList<>(List.of("create", "-q", "-f", format, "--object", "secret,id=s,data=secret"));
        create.addAll(options.equals("-") ? List.of() : List.of("-o", options));
        create.addAll(List.of(file.toString(), "1M"));
        qemu(create.toArray(String[]::new));
        Verdict verdict = inspect(declared);
        String words = switch (verdict) {
            case Refused refused -> refused.sentence();
            case Accepted accepted -> accepted.format();
        };
        assertThat(words).contains(reason);
    }

    private Verdict inspect(String declared) throws IOException {
        Inspection inspection = new Inspection(declared, InspectionTest.RULES, InspectionTest.CAP);
        ByteBuffer block = ByteBuffer.allocateDirect(256 * 1024);
        try (FileChannel bytes = FileChannel.open(file)) {
            while (bytes.read(block.clear()) > 0) {
                inspection.accept(block.flip());
                assertThat(inspection.refusal().map(Refused::sentence).orElse("none"))
                        .doesNotContain("does not match");
            }
        }
        return inspection.finish();
    }

    private long virtualSize(String format) throws Exception {
        // Without its key, qemu-img describes an encrypted disk through its driver's options only.
        List<String> what = format.equals("luks")
                ? List.of(
                        "--object",
                        "secret,id=s,data=secret",
                        "--image-opts",
                        "driver=luks,key-secret=s,file.filename=" + file)
                : List.of("-f", format, file.toString());
        List<String> arguments = new ArrayList<>(List.of("info", "--output=json"));
        arguments.addAll(what);
        return new ObjectMapper()
                .readTree(qemu(arguments.toArray(String[]::new)))
                .get("virtual-size")
                .asLong();
    }

    private String qemu(String... arguments) throws Exception {
        Run run = run(arguments);
        // To choose a number of iterations it measures its own CPU, which fails by chance on some machines.
        for (int i = 0; i < 20 && run.output().contains("Unable to get accurate CPU usage"); i++) {
            run = run(arguments);
        }
        assertThat(run.exitValue()).as(run.output()).isZero();
        return run.output();
    }

    private record Run(int exitValue, String output) {}

    private Run run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("qemu-img"));
        command.addAll(List.of(arguments));
        Path out = dir.resolve("out");
        Process process = new ProcessBuilder(command)
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), Files.readString(out));
    }
}
