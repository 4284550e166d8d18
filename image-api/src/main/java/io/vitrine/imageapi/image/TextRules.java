package io.vitrine.imageapi.image;

import io.vitrine.imageapi.problem.ProblemException;

/** What text an image may hold (spec: model, section 7). Lengths count characters, not bytes. */
public final class TextRules {
    static final int MAX_LENGTH = 255;

    private TextRules() {}

    /** @throws ProblemException 400 that names the field */
    public static String check(String field, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                throw ProblemException.badRequest("%s can't contain a NUL character.".formatted(field));
            }
            if (Character.isSurrogate(c)) {
                throw ProblemException.badRequest("%s can't contain 4 byte unicode characters.".formatted(field));
            }
        }
        return text;
    }

    /** @throws ProblemException 400 that names the field */
    public static String checkShort(String field, String text) {
        check(field, text);
        if (text.length() > MAX_LENGTH) {
            throw ProblemException.badRequest("%s can't be longer than %d characters.".formatted(field, MAX_LENGTH));
        }
        return text;
    }
}
