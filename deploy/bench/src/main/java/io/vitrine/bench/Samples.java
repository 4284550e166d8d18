package io.vitrine.bench;

import java.util.Arrays;
import java.util.Locale;

/** Repeats of one measurement. */
record Samples(double[] values) {
    Samples {
        values = values.clone();
        Arrays.sort(values);
    }

    double median() {
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /** The value that this part of all does not exceed. */
    double quantile(double part) {
        return values[(int) Math.ceil(part * values.length) - 1];
    }

    /** {@code median (lowest–highest)}. */
    String text(String format) {
        String range = "%s (%s–%s)".formatted(format, format, format);
        return String.format(Locale.ROOT, range, median(), values[0], values[values.length - 1]);
    }
}
