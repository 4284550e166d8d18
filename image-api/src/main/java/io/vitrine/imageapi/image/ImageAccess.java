package io.vitrine.imageapi.image;

import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.policy.Policy;
import io.vitrine.imageapi.policy.Rule;
import io.vitrine.imageapi.policy.Target;
import io.vitrine.imageapi.policy.Visibility;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** The way to an image for a caller: absent, deleted and invisible look alike (404); visible but not allowed is 403 (spec: images, 0.2). */
@ApplicationScoped
public class ImageAccess {
    private static final String IS_MEMBER = "select 1 from image_members where image_id = ? and member = ?";
    private static final String TARGET = """
            select owner, visibility,
                exists (select 1 from image_members m where m.image_id = images.id and m.member = ?) as member
            from images where id = ? and deleted_at is null
            """;

    private final ImageRepository images;
    private final Policy policy;
    private final ImageTargets targets;
    private final Sql sql;

    ImageAccess(ImageRepository images, Policy policy, ImageTargets targets, Sql sql) {
        this.images = images;
        this.policy = policy;
        this.targets = targets;
        this.sql = sql;
    }

    /**
     * Locks an image for a change that the rule must allow.
     *
     * @param id as it stood in the URL: never syntax-checked, no UUID is no image
     * @throws ProblemException 404 or 403
     */
    public ImageRow lock(String id, Caller caller, Rule rule) {
        ImageRow image = images.lock(parse(id)).orElseThrow(() -> missing(id));
        Target target = image.target(isMember(image, caller));
        if (image.deletedAt != null || !policy.shows(target, caller)) {
            throw missing(id);
        }
        policy.require(rule, caller, target);
        return image;
    }

    /**
     * Whether a caller may do what changes nothing; no lock is taken.
     *
     * @return what the rule decided about
     * @throws ProblemException 404 or 403
     */
    public Target check(String id, Caller caller, Rule rule) {
        Target target =
                target(id, caller).filter(found -> policy.shows(found, caller)).orElseThrow(() -> missing(id));
        policy.require(rule, caller, target);
        return target;
    }

    /**
     * As {@link #check}, for calls that tell a refusal from an absence to nobody.
     *
     * @throws ProblemException 404
     */
    public Target checkOrHide(String id, Caller caller, Rule rule) {
        Target target = check(id, caller, Rule.GET_IMAGE);
        if (!policy.allows(rule, caller, target)) {
            throw missing(id);
        }
        return target;
    }

    /** An image as rules see it for this caller, whether or not he may see it. */
    public Optional<Target> target(String id, Caller caller) {
        UUID imageId = parse(id);
        return sql.first(TARGET, ImageAccess::target, caller.projectId(), imageId)
                .map(target -> target.with(targets.attributes(imageId)));
    }

    private static Target target(ResultSet row) throws SQLException {
        return new Target(
                row.getString("owner"),
                Visibility.of(row.getString("visibility")).orElseThrow(),
                row.getBoolean("member"));
    }

    public static ProblemException missing(String id) {
        return ProblemException.notFound("No image found with ID " + id + ".");
    }

    /** @throws ProblemException 404 when it is no canonical UUID */
    public static UUID parse(String id) {
        return ImageId.parse(id).orElseThrow(() -> missing(id));
    }

    private boolean isMember(ImageRow image, Caller caller) {
        if (image.visibility != Visibility.SHARED || caller.projectId() == null || caller.owns(image.owner)) {
            return false;
        }
        return sql.exists(IS_MEMBER, image.id, caller.projectId());
    }
}
