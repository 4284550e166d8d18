package io.vitrine.importworker.convert;

import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.contracts.internal.JobProgress;
import io.vitrine.contracts.internal.StagedVerdict;
import io.vitrine.importworker.fetch.Bytes;
import io.vitrine.importworker.fetch.SourceException;
import io.vitrine.importworker.log.LogKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Converts images on this host. Serves several jobs at a time, each on its own thread. */
public final class Converter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Converter.class);
    private static final String PLUGIN = "image_conversion";
    private static final String NAMED = "images.import.plugins names image_conversion, ";
    /** What a format may take beyond the bytes of the disk: its tables, and those for nothing. */
    private static final long OVERHEAD = 64L << 20;

    private static final int OVERHEAD_PART = 64;

    /** Who is told how far a conversion is. */
    public interface Progress {
        void tell(JobProgress progress) throws InterruptedException;
    }

    /** What comes of an image. */
    public sealed interface Outcome extends AutoCloseable {
        /** Its bytes are no longer needed. */
        @Override
        void close();

        /** It has another format now: these bytes. */
        record Converted(Bytes bytes, long size, AutoCloseable scratch) implements Outcome {
            @Override
            public void close() {
                bytes.close();
                try {
                    scratch.close();
                } catch (Exception e) {
                    throw new IllegalStateException("closing a scratch directory reports nothing", e);
                }
            }
        }

        /** It stays what it is. */
        record Unchanged() implements Outcome {
            @Override
            public void close() {}
        }
    }

    private final QemuImg tool;
    private final ScratchDir scratches;

    Converter(QemuImg tool, ScratchDir scratches) {
        this.tool = tool;
        this.scratches = scratches;
    }

    /**
     * Empty when the plugin is off.
     *
     * @throws IllegalStateException with a sentence for the operator when this host lacks what it needs
     */
    public static Optional<Converter> configured(ConversionConfig config) {
        if (!config.plugins().orElse(List.of()).contains(PLUGIN)) {
            return Optional.empty();
        }
        Path program = Programs.find(config.conversion().qemuImg())
                .orElseThrow(
                        () -> new IllegalStateException(
                                NAMED
                                        + "and this host has no qemu-img: install it (Debian: qemu-utils), or give its path in images.import.conversion.qemu-img."));
        for (String helper : List.of("prlimit", "nice", "setpriv")) {
            if (Programs.find(helper).isEmpty()) {
                throw new IllegalStateException(NAMED
                        + "and this host has no %s to bound it with (Debian: util-linux, coreutils)."
                                .formatted(helper));
            }
        }
        Path root = config.scratchDir()
                .orElseThrow(
                        () -> new IllegalStateException(
                                NAMED
                                        + "which needs images.import.scratch-dir: a directory on a disk with room for images before and after."));
        ScratchDir scratches = scratches(root);
        Isolation isolation = isolation(config, scratches);
        LOG.atInfo()
                .addKeyValue("program", program)
                .addKeyValue("isolation", isolation)
                .log("Images can be converted");
        long memory = config.conversion().memory().asLongValue();
        return Optional.of(new Converter(new QemuImg(program, isolation, memory), scratches));
    }

    private static ScratchDir scratches(Path root) {
        try {
            return ScratchDir.in(root);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "images.import.scratch-dir is %s, and nothing can be written there.".formatted(root), e);
        }
    }

    private static Isolation isolation(ConversionConfig config, ScratchDir scratches) {
        if (config.conversion().isolation() == ConversionConfig.Wish.NONE) {
            LOG.warn(
                    "qemu-img runs with bounds, but is not kept from the network: images.import.conversion.isolation says that the whole service is");
            return Isolation.NONE;
        }
        return Isolation.best(scratches.dir())
                .orElseThrow(
                        () -> new IllegalStateException(
                                NAMED
                                        + "and this host has no way to keep qemu-img from the network: install bubblewrap, allow user namespaces, or, where the whole service is isolated, set images.import.conversion.isolation to none."));
    }

    /**
     * Takes staged bytes to this host, and converts them if they are what the image says.
     *
     * @param bytes to be read to their end
     * @param size how many there are
     * @param verdict on them, known once they are read
     * @param progress is told often
     * @param deadline {@link System#nanoTime} at which it must be over
     * @throws SourceException when the bytes break off
     * @throws ConversionException when there is no conversion, with the sentence for the user
     */
    public Outcome convert(
            ImportJob job,
            ConversionOrder order,
            Bytes bytes,
            long size,
            Supplier<StagedVerdict> verdict,
            Progress progress,
            long deadline)
            throws ConversionException, SourceException, InterruptedException {
        try {
            Scratch scratch = scratches.begin(job.taskId() + "." + job.generation(), size);
            boolean handedOver = false;
            try {
                scratch.receive(
                        bytes,
                        done -> progress.tell(new JobProgress(job.generation(), JobProgress.COPYING, done, size)));
                Outcome outcome = convert(job, order, scratch, verdict.get(), progress, deadline);
                handedOver = outcome instanceof Outcome.Converted;
                return outcome;
            } finally {
                if (!handedOver) {
                    scratch.close();
                }
            }
        } catch (SourceException e) {
            throw e;
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.TASK_ID, job.taskId())
                    .addKeyValue(LogKeys.CAUSE, e.toString())
                    .log("The scratch directory does not do");
            throw ConversionException.noRoom();
        }
    }

    private Outcome convert(
            ImportJob job,
            ConversionOrder order,
            Scratch scratch,
            StagedVerdict verdict,
            Progress progress,
            long deadline)
            throws ConversionException, IOException, InterruptedException {
        String refusal = verdict.refusal();
        if (refusal != null) {
            throw new ConversionException("format_refused", refusal, false);
        }
        if (!order.matches(verdict)) {
            if (order.leavesAlone() && verdict.format() != null) {
                return new Outcome.Unchanged();
            }
            throw new ConversionException(
                    "format_refused",
                    "Image content does not match disk_format %s: it is %s."
                            .formatted(order.diskFormat(), verdict.format()),
                    false);
        }
        Long disk = verdict.virtualSize();
        if (disk == null) {
            throw ConversionException.failed(order, "the size of its disk is not known");
        }
        long most = Math.min(job.maxBytes(), disk + disk / OVERHEAD_PART + OVERHEAD);
        scratch.reserve(most);
        var work = new QemuImg.Work(scratch, order, disk, most, deadline);
        tool.convert(
                work, done -> progress.tell(new JobProgress(job.generation(), JobProgress.CONVERTING, done, disk)));
        FileBytes result = new FileBytes(scratch.result());
        return new Outcome.Converted(result, result.size(), scratch);
    }

    /** Removes this process' directory. */
    @Override
    public void close() {
        scratches.close();
    }
}
