package io.vitrine.imageapi.policy;

import io.vitrine.imageapi.auth.Caller;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a rule says (spec: policy, section 7), compiled once. Asking allocates nothing as long as a rule keeps to owner, member and visibility;
 * {@code toString} is the expression as a policy file would write it.
 */
sealed interface Expression {
    boolean holds(Caller caller, Target target);

    /** {@code @} and {@code !}. */
    record Always(boolean holds) implements Expression {
        @Override
        public boolean holds(Caller caller, Target target) {
            return holds;
        }

        @Override
        public String toString() {
            return holds ? "@" : "!";
        }
    }

    record HasRole(String role) implements Expression {
        @Override
        public boolean holds(Caller caller, Target target) {
            return caller.hasRole(role);
        }

        @Override
        public String toString() {
            return "role:" + role;
        }
    }

    /** Another rule, put in at compile time. */
    record Reference(Rule rule, Expression expression) implements Expression {
        @Override
        public boolean holds(Caller caller, Target target) {
            // Decided once, when the request came in; it says nothing about targets.
            return rule == Rule.CONTEXT_IS_ADMIN ? caller.isAdmin() : expression.holds(caller, target);
        }

        @Override
        public String toString() {
            return "rule:" + rule.word();
        }
    }

    /** {@code left:%(attribute)s}: an attribute of the target has this value. */
    record HasAttribute(Operand left, String attribute) implements Expression {
        @Override
        public boolean holds(Caller caller, Target target) {
            String value = left.of(caller);
            return value != null && target.has(attribute, value, caller);
        }

        @Override
        public String toString() {
            return left + ":%(" + attribute + ")s";
        }
    }

    /** {@code left:constant}. */
    record Equals(Operand left, String constant) implements Expression {
        @Override
        public boolean holds(Caller caller, Target target) {
            return constant.equals(left.of(caller));
        }

        @Override
        public String toString() {
            return left + ":" + constant;
        }
    }

    record Not(Expression inner) implements Expression {
        @Override
        public boolean holds(Caller caller, Target target) {
            return !inner.holds(caller, target);
        }

        @Override
        public String toString() {
            return "not " + (inner instanceof And || inner instanceof Or ? "(" + inner + ")" : inner);
        }
    }

    record And(List<Expression> parts) implements Expression {
        public And {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean holds(Caller caller, Target target) {
            for (int i = 0; i < parts.size(); i++) {
                if (!parts.get(i).holds(caller, target)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String toString() {
            return parts.stream()
                    .map(part -> part instanceof Or || part instanceof And ? "(" + part + ")" : part.toString())
                    .collect(Collectors.joining(" and "));
        }
    }

    record Or(List<Expression> parts) implements Expression {
        public Or {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean holds(Caller caller, Target target) {
            for (int i = 0; i < parts.size(); i++) {
                if (parts.get(i).holds(caller, target)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public String toString() {
            return parts.stream()
                    .map(part -> part instanceof Or ? "(" + part + ")" : part.toString())
                    .collect(Collectors.joining(" or "));
        }
    }

    /** The left side of a comparison. */
    sealed interface Operand {
        /** Null equals nothing. */
        @Nullable
        String of(Caller caller);
    }

    /** The caller's project. */
    record OwnProject() implements Operand {
        @Override
        public @Nullable String of(Caller caller) {
            return caller.projectId();
        }

        @Override
        public String toString() {
            return "project_id";
        }
    }

    /** The caller's user. */
    record OwnUser() implements Operand {
        @Override
        public String of(Caller caller) {
            return caller.userId();
        }

        @Override
        public String toString() {
            return "user_id";
        }
    }

    /** {@code 'text'}. */
    record Literal(String text) implements Operand {
        @Override
        public String of(Caller caller) {
            return text;
        }

        @Override
        public String toString() {
            String quote = text.indexOf('\'') < 0 ? "'" : "\"";
            return quote + text + quote;
        }
    }

    /** {@code True} and {@code False}, as attributes that are yes or no are compared. */
    record Truth(boolean value) implements Operand {
        @Override
        public String of(Caller caller) {
            return value ? "true" : "false";
        }

        @Override
        public String toString() {
            return value ? "True" : "False";
        }
    }
}
