package io.vitrine.imageapi.image;

import io.agroal.api.AgroalDataSource;
import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.policy.Rule;
import io.vitrine.imageapi.policy.Target;
import io.vitrine.imageapi.policy.Visibility;
import io.vitrine.imageapi.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;

/** The way to an image for a caller: absent, deleted and invisible look alike (404); visible but not allowed is 403 (spec: images, 0.2). */
@ApplicationScoped
public class ImageAccess {
    private static final String IS_MEMBER = "select 1 from image_members where image_id = ? and member = ?";

    private final ImageRepository images;
    private final AgroalDataSource dataSource;

    ImageAccess(ImageRepository images, AgroalDataSource dataSource) {
        this.images = images;
        this.dataSource = dataSource;
    }

    /**
     * Locks an image for a change that the rule must allow.
     *
     * @param id as it stood in the URL: never syntax-checked, no UUID is no image
     * @throws ProblemException 404 or 403
     */
    public ImageRow lock(String id, Caller caller, Rule rule) {
        ImageRow image = images.lock(parse(id)).orElseThrow(() -> missing(id));
        Target target = new Target(image.owner, image.visibility, isMember(image, caller));
        if (image.deletedAt != null || !target.visibleTo(caller) || !Rule.GET_IMAGE.allows(caller, target)) {
            throw missing(id);
        }
        if (!rule.allows(caller, target)) {
            throw ProblemException.forbidden("You are not authorized to complete %s action.".formatted(rule.word()));
        }
        return image;
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
        try (Connection connection = dataSource.getConnection();
                PreparedStatement query = connection.prepareStatement(IS_MEMBER)) {
            query.setObject(1, image.id);
            query.setString(2, caller.projectId());
            try (var rows = query.executeQuery()) {
                return rows.next();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("could not read the members of an image", e);
        }
    }
}
