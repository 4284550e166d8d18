package io.vitrine.imageapi.policy;

/** An expression, or a file of them, that cannot be used. The message is a sentence for the operator. */
final class InvalidExpression extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean placed;

    InvalidExpression(String message) {
        this(message, false);
    }

    private InvalidExpression(String message, boolean placed) {
        super(message, null, false, false);
        this.placed = placed;
    }

    /** Says where it stands, unless that is said already: the innermost rule is the one to mend. */
    InvalidExpression in(Rule rule, int line) {
        return placed
                ? this
                : new InvalidExpression("line %d: rule '%s': %s".formatted(line, rule.word(), getMessage()), true);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
