package io.vitrine.imageapi.policy;

import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;

/** Decides who may do what (spec: policy). Whether the caller may know of the image at all, {@link Target#visibleTo}, is asked before. */
@ApplicationScoped
public class Policy {
    public boolean allows(Rule rule, Caller caller, Target target) {
        return rule.byDefault().allows(caller, target);
    }

    /** @throws ProblemException 403 that names the rule */
    public void require(Rule rule, Caller caller, Target target) {
        if (!allows(rule, caller, target)) {
            throw ProblemException.forbidden("You are not authorized to complete %s action.".formatted(rule.word()));
        }
    }

    /** Whether the caller may know that the image is there: anything else looks as if it were not (spec: policy, section 5). */
    public boolean shows(Target image, Caller caller) {
        return image.visibleTo(caller) && allows(Rule.GET_IMAGE, caller, image);
    }
}
