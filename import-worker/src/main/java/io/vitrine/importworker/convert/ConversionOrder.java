package io.vitrine.importworker.convert;

import io.vitrine.contracts.internal.StagedVerdict;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An image that is to become another format.
 *
 * @param diskFormat what it says to be
 * @param from that format as the tool calls it
 * @param to the format that it will have, which the tool calls the same
 */
public record ConversionOrder(String diskFormat, String from, String to) {
    private static final String RAW = "raw";
    private static final String BARE = "bare";

    /** The tool's names. What is not here is never converted: discs, encrypted disks, kernels, and what nobody looks into. */
    private static final Map<String, String> DRIVERS =
            Map.of(RAW, RAW, "gpt", RAW, "qcow2", "qcow2", "vmdk", "vmdk", "vhd", "vpc", "vhdx", "vhdx", "vdi", "vdi");

    /** Empty when an image like that stays what it is. */
    public static Optional<ConversionOrder> of(
            @Nullable String to, @Nullable String diskFormat, @Nullable String containerFormat) {
        if (to == null || diskFormat == null || !BARE.equals(containerFormat)) {
            return Optional.empty();
        }
        return Optional.ofNullable(DRIVERS.get(diskFormat))
                .filter(driver -> !driver.equals(to))
                .map(driver -> new ConversionOrder(diskFormat, driver, to));
    }

    /** Whether the bytes were found to be what the image says. */
    boolean matches(StagedVerdict verdict) {
        return verdict.format() != null && from.equals(DRIVERS.get(verdict.format()));
    }

    /** Whether bytes that were found to be something else are left alone: what is declared raw stays raw for ever. */
    boolean leavesAlone() {
        return from.equals(RAW);
    }
}
