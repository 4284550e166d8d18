package io.vitrine.imageapi.policy;

/**
 * Text that a regular expression may look at only so often: an expression that backtracks without end meets names that callers make up
 * (spec: security, S-44).
 */
final class PatientText implements CharSequence {
    private static final int LOOKS = 100_000;

    private final String text;
    private int looks;

    PatientText(String text) {
        this.text = text;
    }

    /** @throws IllegalStateException when the patience ends */
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
