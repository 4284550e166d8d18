package io.vitrine.imageapi.policy;

import io.micrometer.core.instrument.MeterRegistry;
import io.vitrine.imageapi.auth.AdminRule;
import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides who may do what (spec: policy). Whether the caller may know of the image at all, {@link Target#visibleTo}, is asked before. */
@ApplicationScoped
public class Policy implements AdminRule {
    private static final Logger LOG = LoggerFactory.getLogger(Policy.class);

    private final ActiveRules rules;
    private final MeterRegistry metrics;

    Policy(ActiveRules rules, MeterRegistry metrics) {
        this.rules = rules;
        this.metrics = metrics;
    }

    /** A rule that fails allows nothing. */
    public boolean allows(Rule rule, Caller caller, Target target) {
        return holds(rule, caller, target);
    }

    /** @throws ProblemException 403 that names the rule */
    public void require(Rule rule, Caller caller, Target target) {
        if (!allows(rule, caller, target)) {
            metrics.counter("image.policy.denials", "rule", rule.word()).increment();
            throw ProblemException.forbidden("You are not authorized to complete %s action.".formatted(rule.word()));
        }
    }

    /**
     * What it takes to show an image to others than its owner, beside the rule of the call (spec: model, section 5).
     *
     * @throws ProblemException 403 that names the rule
     */
    public void requireVisibility(Visibility wanted, Caller caller, Target target) {
        switch (wanted) {
            case PUBLIC -> require(Rule.PUBLICIZE_IMAGE, caller, target);
            case COMMUNITY -> require(Rule.COMMUNITIZE_IMAGE, caller, target);
            case SHARED, PRIVATE -> {}
        }
    }

    /** Whether the caller may know that the image is there: anything else looks as if it were not (spec: policy, section 5). */
    public boolean shows(Target image, Caller caller) {
        return image.visibleTo(caller) && allows(Rule.GET_IMAGE, caller, image);
    }

    /** Whether every image of a list must be asked for one by one: with the default rules whoever may list may see what is listed. */
    public boolean filtersLists() {
        return rules.get().listsDiffer();
    }

    /** {@inheritDoc} The rule {@code context_is_admin}. */
    @Override
    public boolean isAdmin(Caller caller) {
        return holds(Rule.CONTEXT_IS_ADMIN, caller, Target.EMPTY);
    }

    /** How a decision comes about, one line a step. */
    public List<String> explain(Rule rule, Caller caller, Target target) {
        return Explanation.of(rule, rules.get().of(rule), caller, target);
    }

    private boolean holds(Rule rule, Caller caller, Target target) {
        try {
            return rules.get().of(rule).holds(caller, target);
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("rule", rule.word()).setCause(e).log("a rule failed and allows nothing");
            return false;
        }
    }
}
