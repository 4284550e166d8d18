package io.vitrine.imageapi.policy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All rules, compiled: the defaults with what a policy file puts in their place. Immutable. */
final class Rules {
    static final Rules DEFAULTS = new Rules(Map.of());

    private final Map<Rule, PolicyFile.Entry> overrides;
    private final @Nullable Expression[] compiled = new Expression[Rule.values().length];

    /** @throws InvalidExpression that names the rule and its line */
    Rules(Map<Rule, PolicyFile.Entry> overrides) {
        this.overrides = Map.copyOf(overrides);
        for (Rule rule : Rule.values()) {
            compile(rule, new ArrayDeque<>());
        }
    }

    Expression of(Rule rule) {
        Expression expression = compiled[rule.ordinal()];
        if (expression == null) {
            throw new IllegalStateException("rule " + rule.word() + " is not compiled");
        }
        return expression;
    }

    /** Whether an image that the lists select may still be one that {@code get_image} hides. */
    boolean listsDiffer() {
        return overrides.containsKey(Rule.GET_IMAGE) || overrides.containsKey(Rule.GET_IMAGES);
    }

    private Expression compile(Rule rule, Deque<Rule> asking) {
        Expression known = compiled[rule.ordinal()];
        if (known != null) {
            return known;
        }
        PolicyFile.Entry entry = overrides.get(rule);
        asking.addLast(rule);
        try {
            Expression expression = ExpressionParser.parse(
                    entry == null ? rule.byDefault() : entry.expression(), name -> reference(name, asking));
            compiled[rule.ordinal()] = expression;
            return expression;
        } catch (InvalidExpression e) {
            throw entry == null ? e : e.in(rule, entry.line());
        } finally {
            asking.removeLast();
        }
    }

    private Expression reference(String name, Deque<Rule> asking) {
        Rule rule = Rule.of(name)
                .orElseThrow(() -> new InvalidExpression("it refers to '%s', which is no rule".formatted(name)));
        if (asking.contains(rule)) {
            throw new InvalidExpression("it refers to '%s', which leads back to itself".formatted(name));
        }
        return new Expression.Reference(rule, compile(rule, asking));
    }
}
