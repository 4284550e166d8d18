package io.vitrine.imageapi.image;

import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.policy.Visibility;
import io.vitrine.imageapi.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The images that a caller's list may show, as disjoint scans that one index answers each (spec: images, 4.1; policy, 4, LISTED). It says the
 * same as {@link io.vitrine.imageapi.policy.Target#visibleTo}, less the community images of others, which are only listed on demand.
 */
final class VisibleSet {
    private static final Set<String> MEMBER_STATUS = Set.of("pending", "accepted", "rejected", "all");

    private static final String SHARED_WITH_ME = """
            i.visibility = 'shared' and i.owner is distinct from ?
            and i.id = any(array(select m.image_id from image_members m where m.member = ?%s))""";

    private VisibleSet() {}

    /** @throws ProblemException 400 that names the parameter */
    static List<Condition> of(Query query, Caller caller) {
        String visibility = query.last("visibility").orElse(null);
        String memberStatus = query.last("member_status").orElse("accepted");
        if (visibility != null
                && !visibility.equals("all")
                && Visibility.of(visibility).isEmpty()) {
            throw ProblemException.badRequest(
                    "Parameter 'visibility' must be public, private, shared, community or all.");
        }
        if (!MEMBER_STATUS.contains(memberStatus)) {
            throw ProblemException.badRequest("Parameter 'member_status' must be pending, accepted, rejected or all.");
        }
        return caller.isAdmin()
                ? ofAdmin(visibility, caller.projectId())
                : ofProject(visibility, String.valueOf(caller.projectId()), memberStatus);
    }

    private static List<Condition> ofAdmin(@Nullable String visibility, @Nullable String project) {
        List<Condition> scans = new ArrayList<>();
        for (Visibility each : Visibility.values()) {
            if (visibility != null && (visibility.equals("all") || visibility.equals(each.word()))
                    || visibility == null && each != Visibility.COMMUNITY) {
                scans.add(all(each));
            }
        }
        if (visibility == null && project != null) {
            scans.add(own(Visibility.COMMUNITY, project));
        }
        return scans;
    }

    private static List<Condition> ofProject(@Nullable String visibility, String project, String memberStatus) {
        return switch (visibility) {
            case null ->
                List.of(
                        all(Visibility.PUBLIC),
                        Condition.of("i.owner = ? and i.visibility <> 'public'", project),
                        sharedWith(project, memberStatus));
            case "all" ->
                List.of(
                        all(Visibility.PUBLIC),
                        all(Visibility.COMMUNITY),
                        Condition.of("i.owner = ? and i.visibility in ('private', 'shared')", project),
                        sharedWith(project, memberStatus));
            case "public" -> List.of(all(Visibility.PUBLIC));
            case "community" -> List.of(all(Visibility.COMMUNITY));
            case "shared" -> List.of(own(Visibility.SHARED, project), sharedWith(project, memberStatus));
            default -> List.of(own(Visibility.of(visibility).orElseThrow(), project));
        };
    }

    private static Condition all(Visibility visibility) {
        return Condition.of("i.visibility = '%s'".formatted(visibility.word()));
    }

    private static Condition own(Visibility visibility, String project) {
        return Condition.of("i.owner = ? and i.visibility = '%s'".formatted(visibility.word()), project);
    }

    private static Condition sharedWith(String project, String memberStatus) {
        return memberStatus.equals("all")
                ? Condition.of(SHARED_WITH_ME.formatted(""), project, project)
                : Condition.of(SHARED_WITH_ME.formatted(" and m.status = ?"), project, project, memberStatus);
    }
}
