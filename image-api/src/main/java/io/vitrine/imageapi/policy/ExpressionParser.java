package io.vitrine.imageapi.policy;

import io.vitrine.imageapi.policy.Expression.Always;
import io.vitrine.imageapi.policy.Expression.And;
import io.vitrine.imageapi.policy.Expression.Equals;
import io.vitrine.imageapi.policy.Expression.HasAttribute;
import io.vitrine.imageapi.policy.Expression.HasRole;
import io.vitrine.imageapi.policy.Expression.Literal;
import io.vitrine.imageapi.policy.Expression.Not;
import io.vitrine.imageapi.policy.Expression.Operand;
import io.vitrine.imageapi.policy.Expression.Or;
import io.vitrine.imageapi.policy.Expression.OwnProject;
import io.vitrine.imageapi.policy.Expression.OwnUser;
import io.vitrine.imageapi.policy.Expression.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Reads expressions of the grammar that oslo.policy has (spec: policy, section 7), less {@code http:}. {@code not} binds tighter than
 * {@code and}, {@code and} tighter than {@code or}; nothing at all means everybody.
 */
final class ExpressionParser {
    /** Parentheses and {@code not}s within each other: beyond this nobody means it, and the stack has an end. */
    private static final int DEEPEST = 100;

    private final String text;
    private final Function<String, Expression> references;
    private int at;
    private int depth;

    private ExpressionParser(String text, Function<String, Expression> references) {
        this.text = text;
        this.references = references;
    }

    /**
     * @param references what {@code rule:name} stands for; may throw
     * @throws InvalidExpression where the text stops making sense
     */
    static Expression parse(String text, Function<String, Expression> references) {
        ExpressionParser parser = new ExpressionParser(text, references);
        parser.skipSpace();
        if (parser.ended()) {
            return new Always(true);
        }
        Expression expression = parser.or();
        if (!parser.ended()) {
            throw parser.wrong("'and', 'or' or the end is expected");
        }
        return expression;
    }

    private Expression or() {
        List<Expression> parts = new ArrayList<>(List.of(and()));
        while (accept("or")) {
            parts.add(and());
        }
        return parts.size() == 1 ? parts.getFirst() : new Or(parts);
    }

    private Expression and() {
        List<Expression> parts = new ArrayList<>(List.of(not()));
        while (accept("and")) {
            parts.add(not());
        }
        return parts.size() == 1 ? parts.getFirst() : new And(parts);
    }

    private Expression not() {
        if (++depth > DEEPEST) {
            throw wrong("the expression is nested too deeply");
        }
        Expression expression = accept("not") ? new Not(not()) : atom();
        depth--;
        return expression;
    }

    private Expression atom() {
        if (ended()) {
            throw wrong("a check is missing");
        }
        char c = text.charAt(at);
        if (c == '(') {
            next();
            Expression inner = or();
            if (ended() || text.charAt(at) != ')') {
                throw wrong("')' is missing");
            }
            next();
            return inner;
        }
        if (c == '@' || c == '!') {
            next();
            return new Always(c == '@');
        }
        return check();
    }

    private Expression check() {
        int start = at;
        if (text.charAt(at) == '\'' || text.charAt(at) == '"') {
            Operand literal = new Literal(quoted());
            colon("a quoted text");
            return new HasAttribute(literal, attribute());
        }
        String kind = word();
        colon(kind.isEmpty() ? "a check" : "'" + kind + "'");
        return switch (kind) {
            case "role" -> new HasRole(constant().toLowerCase(Locale.ROOT));
            case "rule" -> references.apply(constant());
            case "project_id" -> comparison(new OwnProject());
            case "user_id" -> comparison(new OwnUser());
            case "True", "False" -> new HasAttribute(new Truth(kind.equals("True")), attribute());
            default -> {
                at = start;
                throw wrong(
                        kind.startsWith("http")
                                ? "'%s:' checks are not supported: a rule asks nobody else".formatted(kind)
                                : "there is no check '%s:'; there are role, rule, project_id, user_id, 'text', True and False"
                                        .formatted(kind));
            }
        };
    }

    private Expression comparison(Operand left) {
        return text.startsWith("%", at) ? new HasAttribute(left, attribute()) : new Equals(left, constant());
    }

    private String attribute() {
        int end = text.indexOf(")s", at);
        if (!text.startsWith("%(", at) || end <= at + 2) {
            throw wrong("'%(attribute)s' is expected");
        }
        String name = text.substring(at + 2, end);
        at = end + 2;
        endOfCheck();
        return name;
    }

    private String constant() {
        String word = word();
        if (word.isEmpty() || word.indexOf('%') >= 0) {
            throw wrong("a name is expected");
        }
        endOfCheck();
        return word;
    }

    private String quoted() {
        char quote = text.charAt(at);
        int end = text.indexOf(quote, at + 1);
        if (end < 0) {
            throw wrong("the text has no closing quote");
        }
        String inner = text.substring(at + 1, end);
        at = end + 1;
        return inner;
    }

    private String word() {
        int start = at;
        while (!ended() && !Character.isWhitespace(text.charAt(at)) && "():'\"".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private void colon(String after) {
        if (ended() || text.charAt(at) != ':') {
            throw wrong("':' is missing after " + after);
        }
        at++;
    }

    private void endOfCheck() {
        if (!ended() && !Character.isWhitespace(text.charAt(at)) && text.charAt(at) != ')') {
            throw wrong("a space or ')' is expected");
        }
        skipSpace();
    }

    /** A keyword, in any case, with an end of its own. */
    private boolean accept(String keyword) {
        int end = at + keyword.length();
        if (!text.regionMatches(true, at, keyword, 0, keyword.length())
                || end < text.length() && !Character.isWhitespace(text.charAt(end)) && text.charAt(end) != '(') {
            return false;
        }
        at = end;
        skipSpace();
        return true;
    }

    private void next() {
        at++;
        skipSpace();
    }

    private void skipSpace() {
        while (!ended() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private boolean ended() {
        return at >= text.length();
    }

    private InvalidExpression wrong(String what) {
        return new InvalidExpression("at character %d: %s".formatted(at + 1, what));
    }
}
