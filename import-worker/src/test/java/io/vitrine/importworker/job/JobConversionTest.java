package io.vitrine.importworker.job;

import static io.vitrine.importworker.fetch.ScriptedSource.ok;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vitrine.contracts.internal.StagedVerdict;
import io.vitrine.importworker.convert.Conversions;
import io.vitrine.importworker.convert.Converter;
import io.vitrine.importworker.convert.NeedsQemuImg;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images that become another format on their way, by the real tool. */
@NeedsQemuImg
class JobConversionTest extends JobSurroundings {
    private static final int DISK = 3 << 20;

    @TempDir
    static Path dir;

    private Converter converter;

    /** Runs the real tool, and tells that it ran. */
    private static Path tool() throws IOException {
        Path tool = dir.resolve("tool");
        if (!Files.exists(tool)) {
            Files.writeString(tool, """
                    #!/bin/sh
                    echo "$@" >> calls
                    cp calls "%1$s/calls"
                    env > "%1$s/env"
                    [ -e "%1$s/slow" ] && sleep 300
                    exec /usr/bin/qemu-img "$@"
                    """.formatted(dir));
            Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return tool;
    }

    @Override
    Optional<Converter> converter() {
        try {
            converter = Converter.configured(Conversions.with(
                            "scratch-dir", dir.resolve("scratch").toString(),
                            "conversion.qemu-img", tool().toString(),
                            "conversion.isolation", "none"))
                    .orElseThrow();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return Optional.of(converter);
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        await().until(() -> running.leases().isEmpty());
        try (var files = Files.walk(dir.resolve("scratch"))) {
            assertThat(files.filter(Files::isRegularFile).map(Path::getFileName).map(Path::toString))
                    .containsOnly(".lock");
        }
        converter.close();
        Files.deleteIfExists(dir.resolve("calls"));
        Files.deleteIfExists(dir.resolve("slow"));
    }

    private static JsonObject order(String diskFormat, String to) {
        return new JsonObject()
                .put("plugins", new JsonArray().add("image_conversion"))
                .put("disk_format", diskFormat)
                .put("container_format", "bare")
                .put("convert_to", to);
    }

    private static byte[] disk() {
        byte[] disk = bytes(DISK);
        Arrays.fill(disk, 1 << 20, 2 << 20, (byte) 0);
        return disk;
    }

    private static byte[] made(String from, String to, byte[] bytes) throws Exception {
        Path in = Files.write(Files.createTempFile(dir, "in", ""), bytes);
        Path out = Files.createTempFile(dir, "out", "");
        Process process = new ProcessBuilder("qemu-img", "convert", "-f", from, "-O", to, in.toString(), out.toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        return Files.readAllBytes(out);
    }

    private static StagedVerdict found(String format) {
        return new StagedVerdict(format, (long) DISK, null);
    }

    private static boolean toolRan() {
        return Files.exists(dir.resolve("calls"));
    }

    @Test
    void whatIsDownloadedIsStagedConvertedAndPlaced() throws Exception {
        byte[] qcow2 = made("raw", "qcow2", disk());
        source.at("/disk.qcow2", ok(qcow2));
        gateway.verdict = bytes -> found("qcow2");
        UUID task = imageApi.offer("web-download", source.url("/disk.qcow2"), CAP, order("qcow2", "raw"), "local");

        slots.poll();

        assertThat(report().containsKey("failure")).as(report().toString()).isFalse();
        assertThat(gateway.staged.get(task.toString())).isEqualTo(qcow2);
        assertThat(gateway.placed).isEqualTo(disk());
        assertThat(gateway.puts)
                .extracting(put -> put.path.substring(put.path.indexOf(task.toString()) + 37))
                .containsExactly("stores/os_glance_staging_store/data", "staged", "stores/local/data");
        assertThat(gateway.puts.getFirst().headers).containsEntry("X-Vitrine-Phase", "downloading");
        assertThat(gateway.puts.getLast().headers)
                .containsEntry("X-Vitrine-Phase", "copying")
                .containsEntry("Content-Length", Integer.toString(DISK));
        assertThat(imageApi.conversions)
                .extracting(news -> news.getString("disk_format"))
                .containsExactly("raw");
        assertThat(Files.readString(dir.resolve("calls"))).startsWith("convert -p -f qcow2 -O raw -- /");
        assertThat(Files.readAllLines(dir.resolve("env")))
                .allMatch(line -> line.matches("(PATH|LC_ALL|MALLOC_ARENA_MAX|PWD|OLDPWD|_|SHLVL)=.*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"qcow2", "vmdk", "vdi", "vhdx", "vhd"})
    void everyFormatThatIsKnownBecomesAnother(String format) throws Exception {
        String to = format.equals("qcow2") ? "vmdk" : "qcow2";
        byte[] bytes = made("raw", format.equals("vhd") ? "vpc" : format, disk());
        gateway.verdict = found -> found(format);
        UUID task = imageApi.offer("glance-direct", null, CAP, order(format, to), "local");
        gateway.staged.put(task.toString(), bytes);

        slots.poll();

        assertThat(report().containsKey("failure")).as(report().toString()).isFalse();
        assertThat(Arrays.copyOf(made(to, "raw", gateway.placed), DISK)).isEqualTo(disk());
        assertThat(imageApi.progress)
                .extracting(news -> news.getString("phase"))
                .contains("copying");
    }

    @Test
    void stagedBytesThatArePackedAreUnpackedBeforeTheyAreInspectedAndConverted() throws Exception {
        byte[] qcow2 = made("raw", "qcow2", disk());
        gateway.verdict = bytes -> found("qcow2");
        JsonObject order = order("qcow2", "raw")
                .put("plugins", new JsonArray().add("image_decompression").add("image_conversion"));
        UUID task = imageApi.offer("glance-direct", null, CAP, order, "local");
        gateway.staged.put(task.toString(), gzip(qcow2));

        slots.poll();

        assertThat(report().containsKey("failure")).as(report().toString()).isFalse();
        assertThat(gateway.staged.get(task.toString())).isEqualTo(qcow2);
        assertThat(gateway.placed).isEqualTo(disk());
    }

    @Test
    void theToolDoesItsWorkInIsolation() throws Exception {
        try (Converter isolated = Converter.configured(
                        Conversions.with("scratch-dir", dir.resolve("scratch").toString()))
                .orElseThrow()) {
            use(isolated);
            gateway.verdict = bytes -> found("qcow2");
            UUID task = imageApi.offer("glance-direct", null, CAP, order("qcow2", "raw"), "local");
            gateway.staged.put(task.toString(), made("raw", "qcow2", disk()));

            slots.poll();

            assertThat(report().containsKey("failure")).as(report().toString()).isFalse();
            assertThat(gateway.placed).isEqualTo(disk());
            await().until(() -> running.leases().isEmpty());
        }
    }

    @Test
    void aRefusedImageNeverReachesTheTool() throws Exception {
        gateway.verdict =
                bytes -> new StagedVerdict(null, null, "Image failed safety checks: as qcow2, it has a backing file.");
        UUID task = imageApi.offer("glance-direct", null, CAP, order("qcow2", "raw"), "local");
        gateway.staged.put(task.toString(), made("raw", "qcow2", disk()));

        slots.poll();

        failedWith("format_refused", false);
        assertThat(report().getJsonObject("failure").getString("message")).contains("backing file");
        assertThat(toolRan()).isFalse();
    }

    @Test
    void bytesWithoutAVerdictNeverReachTheTool() throws Exception {
        gateway.verdict = bytes -> null;
        UUID task = imageApi.offer("glance-direct", null, CAP, order("qcow2", "raw"), "local");
        gateway.staged.put(task.toString(), made("raw", "qcow2", disk()));

        slots.poll();

        failedWith("store_failed", true);
        assertThat(toolRan()).isFalse();
    }

    @Test
    void anImageThatIsNotWhatItSaysIsNotConverted() throws Exception {
        gateway.verdict = bytes -> found("vdi");
        UUID task = imageApi.offer("glance-direct", null, CAP, order("qcow2", "raw"), "local");
        gateway.staged.put(task.toString(), bytes(1000));

        slots.poll();

        failedWith("format_refused", false);
        assertThat(toolRan()).isFalse();
    }

    @Test
    void whatIsDeclaredRawStaysRawWhateverItIs() throws Exception {
        gateway.verdict = bytes -> found("qcow2");
        UUID task = imageApi.offer("glance-direct", null, CAP, order("raw", "vmdk"), "local");
        gateway.staged.put(task.toString(), made("raw", "qcow2", disk()));

        slots.poll();

        assertThat(report().containsKey("failure")).isFalse();
        assertThat(gateway.puts.getLast().path).endsWith("/stores/local/copy");
        assertThat(toolRan()).isFalse();
        assertThat(imageApi.conversions).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw", "gpt", "iso", "ami", "luks"})
    void whatIsOfTheTargetFormatOrCannotBeConvertedIsCopied(String format) throws Exception {
        imageApi.offer("glance-direct", null, CAP, order(format, "raw"), "local");

        slots.poll();

        assertThat(report().containsKey("failure")).isFalse();
        assertThat(gateway.puts).hasSize(1);
        assertThat(gateway.puts.getFirst().path).endsWith("/stores/local/copy");
    }

    @Test
    void whatTheToolCannotReadFailsWithASentence() throws Exception {
        gateway.verdict = bytes -> found("qcow2");
        UUID task = imageApi.offer("glance-direct", null, CAP, order("qcow2", "raw"), "local");
        gateway.staged.put(task.toString(), bytes(100_000));

        slots.poll();

        failedWith("convert_failed", false);
        assertThat(report().getJsonObject("failure").getString("message")).doesNotContain("/");
        assertThat(imageApi.conversions).isEmpty();
    }

    @Test
    void aResultBeyondItsBoundIsCutOff() throws Exception {
        gateway.verdict = bytes -> found("qcow2");
        UUID task = imageApi.offer("glance-direct", null, 1_000_000, order("qcow2", "raw"), "local");
        gateway.staged.put(task.toString(), made("raw", "qcow2", disk()));

        slots.poll();

        failedWith("convert_failed", false);
    }

    @Test
    void aLostLeaseKillsTheTool() throws Exception {
        Files.createFile(dir.resolve("slow"));
        gateway.verdict = bytes -> found("qcow2");
        UUID task = imageApi.offer("glance-direct", null, CAP, order("qcow2", "raw"), "local");
        gateway.staged.put(task.toString(), made("raw", "qcow2", disk()));
        slots.poll();
        await().until(JobConversionTest::toolRan);
        assertThat(children()).isPositive();

        imageApi.lost.add(task.toString());
        new LeaseKeeper(running, client, System::nanoTime).renew();

        await().until(() -> running.leases().isEmpty());
        assertThat(children()).isZero();
        assertThat(imageApi.reports).isEmpty();
    }

    private static long children() {
        return ProcessHandle.current()
                .descendants()
                .filter(child -> child.info().commandLine().orElse("").contains(dir.toString())
                        || child.info().command().orElse("").endsWith("sleep"))
                .count();
    }

    @Test
    void theEndOfTheLeaseIsNoticedWhenTheResultIsAnnounced() throws Exception {
        gateway.verdict = bytes -> found("qcow2");
        imageApi.descriptionStatuses.add(409);
        UUID task = imageApi.offer("glance-direct", null, CAP, order("qcow2", "raw"), "local");
        gateway.staged.put(task.toString(), made("raw", "qcow2", disk()));

        slots.poll();

        await().until(() -> !imageApi.conversions.isEmpty() && running.leases().isEmpty());
        assertThat(imageApi.reports).isEmpty();
        assertThat(gateway.puts).noneMatch(put -> put.path.endsWith("/data"));
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }
}
