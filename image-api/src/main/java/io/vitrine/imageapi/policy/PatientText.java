package io.vitrine.imageapi.policy;

import java.util.regex.Pattern;

/**
 * Text that a regular expression may look at only so often: an expression that backtracks without end meets names that callers make up
 * (spec: security, S-44).
 */
public final class PatientText implements CharSequence {
    private static final int LOOKS = 100_000;

    private final String text;
    private int looks;

    /**
     * Searches, not matches as a whole.
     *
     * @throws IllegalStateException when the patience ends
     */
    public static boolean finds(Pattern pattern, String text) {
        return pattern.matcher(new PatientText(text)).find();
    }

    private PatientText(String text) {
        this.text = text;
    }

    @Override
    public char charAt(int index) {
        if (++looks > LOOKS) {
            throw new IllegalStateException("a regular expression took too long");
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
