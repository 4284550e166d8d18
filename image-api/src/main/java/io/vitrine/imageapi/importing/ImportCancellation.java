package io.vitrine.imageapi.importing;

import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.location.GivenLocations;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.UUID;

/** A deleted image is imported no further: its worker learns it at the next renewal. */
@ApplicationScoped
public class ImportCancellation {
    private static final String LIVE =
            "select id from tasks where image_id = ? and status in ('pending', 'processing')";

    private final Sql sql;
    private final Tasks tasks;
    private final GivenLocations given;

    ImportCancellation(Sql sql, Tasks tasks, GivenLocations given) {
        this.sql = sql;
        this.tasks = tasks;
        this.given = given;
    }

    /** Ends the image's imports in the delete's transaction, which holds the image's lock. */
    @Transactional(TxType.MANDATORY)
    public void cancel(ImageRow image) {
        for (UUID task : sql.list(LIVE, row -> Sql.uuid(row, "id"), image.id)) {
            tasks.fail(task, "The image was deleted.");
        }
        given.forgetUnverified(image.id);
        image.importTask = null;
    }
}
