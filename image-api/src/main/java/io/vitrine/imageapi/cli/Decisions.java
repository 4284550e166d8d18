package io.vitrine.imageapi.cli;

import io.quarkus.arc.Unremovable;
import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.auth.CallerTokens;
import io.vitrine.imageapi.image.ImageAccess;
import io.vitrine.imageapi.policy.Policy;
import io.vitrine.imageapi.policy.Rule;
import io.vitrine.imageapi.policy.Target;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Explains decisions with the rules, the tokens and the images of this service as they are. */
@Unremovable
@ApplicationScoped
class Decisions {
    private final CallerTokens tokens;
    private final ImageAccess images;
    private final Policy policy;

    Decisions(CallerTokens tokens, ImageAccess images, Policy policy) {
        this.tokens = tokens;
        this.images = images;
        this.policy = policy;
    }

    /** @throws io.vitrine.imageapi.problem.ProblemException when the token is refused or the image is not there */
    List<String> explain(Rule rule, String token, @Nullable String project, @Nullable String image) {
        Caller caller = tokens.read(token, project);
        List<String> lines = new ArrayList<>();
        lines.add("caller   user %s, project %s, roles %s%s"
                .formatted(
                        caller.userId(),
                        caller.projectId() == null ? "none" : caller.projectId(),
                        String.join(" ", new TreeSet<>(caller.roles())),
                        caller.isAdmin() ? ", administrator" : ""));
        if (image == null) {
            Target none = Target.none(caller);
            lines.addAll(policy.explain(rule, caller, none));
            lines.add(policy.allows(rule, caller, none) ? "allowed" : "refused with 403");
            return lines;
        }
        Target target = images.target(image, caller).orElseThrow(() -> ImageAccess.missing(image));
        lines.add("image    owner %s, %s%s"
                .formatted(
                        target.owner() == null ? "none" : target.owner(),
                        target.visibility().word(),
                        target.imageMember() ? ", shared with the caller's project" : ""));
        lines.add("visible  " + (target.visibleTo(caller) ? "yes" : "no"));
        if (rule != Rule.GET_IMAGE) {
            lines.addAll(policy.explain(Rule.GET_IMAGE, caller, target));
        }
        lines.addAll(policy.explain(rule, caller, target));
        lines.add(outcome(rule, caller, target));
        return lines;
    }

    private String outcome(Rule rule, Caller caller, Target target) {
        if (!policy.shows(target, caller)) {
            return "refused with 404, as if there were no image";
        }
        return policy.allows(rule, caller, target) ? "allowed" : "refused with 403";
    }
}
