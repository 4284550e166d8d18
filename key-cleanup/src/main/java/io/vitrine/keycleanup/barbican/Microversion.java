package io.vitrine.keycleanup.barbican;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Microversion of Barbican's v1 API: which promises an answer keeps. */
record Microversion(int minor) {
    private static final Pattern FORM = Pattern.compile("1\\.(\\d{1,4})");

    /** @throws IllegalStateException with a sentence for the operator */
    static Microversion of(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalStateException(
                    "images.keys.barbican.api-version is a microversion such as 1.1, not '" + text + "'.");
        }
        return new Microversion(Integer.parseInt(matcher.group(1)));
    }

    /** From 1.1 on a secret knows who uses it. */
    boolean knowsConsumers() {
        return minor >= 1;
    }

    @Override
    public String toString() {
        return "1." + minor;
    }
}
