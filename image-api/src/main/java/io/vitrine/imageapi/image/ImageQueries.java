package io.vitrine.imageapi.image;

import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.policy.Policy;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Reads one image for a caller: one statement, no entity. */
@ApplicationScoped
public class ImageQueries {
    private static final String SHOW = "select " + ImageView.COLUMNS + """
            , i.visibility = 'shared'
                and exists (select 1 from image_members m where m.image_id = i.id and m.member = ?)
            from images i where i.id = ? and i.deleted_at is null
            """;

    private record Found(ImageView image, boolean imageMember) {}

    private final Sql sql;
    private final Policy policy;
    private final StoreOrder storeOrder;
    private final ImageJson json;

    ImageQueries(Sql sql, Policy policy, StoreOrder storeOrder, ImageJson json) {
        this.sql = sql;
        this.policy = policy;
        this.storeOrder = storeOrder;
        this.json = json;
    }

    /** The document of an image that this transaction changed and flushed: whoever may change it may read it. */
    public byte[] changed(ImageRow image, Caller caller) {
        ImageView view =
                sql.first(SHOW, ImageView::read, caller.projectId(), image.id).orElseThrow();
        return json.image(storeOrder.bestFirst(view), caller);
    }

    /** @throws ProblemException 404: no such image, deleted, or nothing that the caller may know of */
    ImageView show(String id, Caller caller) {
        UUID imageId = ImageAccess.parse(id);
        ImageView image = sql.first(
                        SHOW,
                        row -> new Found(ImageView.read(row), row.getBoolean(ImageView.WIDTH + 1)),
                        caller.projectId(),
                        imageId)
                .filter(found -> policy.shows(found.image().target(found.imageMember()), caller))
                .orElseThrow(() -> ImageAccess.missing(id))
                .image();
        return storeOrder.bestFirst(image);
    }
}
