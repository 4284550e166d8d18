package io.vitrine.imageapi.quota;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * Bytes as operators write them in {@code user_storage_quota}: a number and {@code B KB MB GB TB}, binary, without a blank; no unit means
 * bytes (spec: operations, section 1.2).
 */
public record StorageSize(long bytes) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,18})(B|KB|MB|GB|TB)?");
    private static final String UNITS = "KMGT";
    private static final int UNIT_BITS = 10;

    /** @throws IllegalArgumentException for anything else, such as a negative number: the service does not start */
    public static StorageSize parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no size: write a number and B, KB, MB, GB or TB, such as 500GB; 0 means no limit."
                            .formatted(text));
        }
        String unit = form.group(2) == null ? "B" : form.group(2);
        long number = Long.parseLong(form.group(1));
        int bits = UNIT_BITS * (UNITS.indexOf(unit.charAt(0)) + 1);
        if (number > Long.MAX_VALUE >> bits) {
            throw new IllegalArgumentException("'%s' is more than 2^63 bytes.".formatted(text));
        }
        return new StorageSize(number << bits);
    }

    /** Reads the configuration. */
    public static final class Reader implements Converter<StorageSize> {
        private static final long serialVersionUID = 1L;

        @Override
        public StorageSize convert(String value) {
            return parse(value);
        }
    }
}
