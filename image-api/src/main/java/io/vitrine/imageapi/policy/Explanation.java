package io.vitrine.imageapi.policy;

import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.policy.Expression.And;
import io.vitrine.imageapi.policy.Expression.Not;
import io.vitrine.imageapi.policy.Expression.Or;
import io.vitrine.imageapi.policy.Expression.Reference;
import java.util.ArrayList;
import java.util.List;

/** A decision, step by step, for people. */
final class Explanation {
    private static final String STEP = "  ";

    private final Caller caller;
    private final Target target;
    private final List<String> lines = new ArrayList<>();

    private Explanation(Caller caller, Target target) {
        this.caller = caller;
        this.target = target;
    }

    static List<String> of(Rule rule, Expression expression, Caller caller, Target target) {
        Explanation explanation = new Explanation(caller, target);
        explanation.add(new Reference(rule, expression), "");
        return explanation.lines;
    }

    private void add(Expression expression, String indent) {
        String verdict = expression.holds(caller, target) ? "yes" : "no ";
        String inner = indent + STEP;
        switch (expression) {
            case Reference reference -> {
                lines.add(indent + verdict + " " + reference);
                add(reference.expression(), inner);
            }
            case And and -> {
                lines.add(indent + verdict + " all of");
                and.parts().forEach(part -> add(part, inner));
            }
            case Or or -> {
                lines.add(indent + verdict + " one of");
                or.parts().forEach(part -> add(part, inner));
            }
            case Not not -> {
                lines.add(indent + verdict + " not");
                add(not.inner(), inner);
            }
            default -> lines.add(indent + verdict + " " + expression);
        }
    }
}
