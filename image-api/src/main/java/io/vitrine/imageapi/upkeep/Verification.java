package io.vitrine.imageapi.upkeep;

import io.quarkus.arc.Unremovable;
import io.vitrine.contracts.internal.BlobVerdict;
import io.vitrine.contracts.internal.BlobVerdict.Outcome;
import io.vitrine.imageapi.image.ImageAccess;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.sql.Sql;
import io.vitrine.imageapi.store.Stores;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads what stores hold and compares it with what was written: one image, one store, or everything. */
@Unremovable
@ApplicationScoped
public class Verification {
    private static final int PORTION = 200;
    private static final String COPIES = "select " + StoredCopy.COLUMNS + """
             from image_locations l join images i on i.id = l.image_id
            where l.id > ? and l.status = 'active' and i.size is not null and l.url is not null
                and (cast(? as uuid) is null or l.image_id = ?) and (cast(? as text) is null or l.store = ?)
            order by l.id limit ?
            """;
    private static final String EXISTS = "select 1 from images where id = ? and status <> 'deleted'";

    private final Sql sql;
    private final Stores stores;
    private final CopyCheck check;

    Verification(Sql sql, Stores stores, CopyCheck check) {
        this.sql = sql;
        this.stores = stores;
        this.check = check;
    }

    /** One copy that is not as it should be, or could not be read. */
    public record Trouble(
            UUID image,
            String store,
            long location,
            Outcome outcome,
            @Nullable String reason) {}

    /**
     * How many copies are what.
     *
     * @param bad wrong or missing
     * @param unread whose store did not give them just now
     */
    public record Summary(long good, long bad, long unread) {}

    /**
     * Reads copies one after the other.
     *
     * @param imageId null for all images; one whose delete can still be taken back counts as an image
     * @param store null for all stores
     * @param mark whether bad copies are marked, so that nobody reads them again
     * @param trouble told at once
     * @throws ProblemException 404 for an image or store that is not there
     */
    public Summary run(@Nullable String imageId, @Nullable String store, boolean mark, Consumer<Trouble> trouble) {
        UUID image = imageId == null ? null : ImageAccess.parse(imageId);
        if (image != null && !sql.exists(EXISTS, image)) {
            throw ImageAccess.missing(image.toString());
        }
        if (store != null && !stores.exists(store)) {
            throw ProblemException.notFound("There is no store %s here.".formatted(store));
        }
        long[] count = new long[Outcome.values().length];
        long after = 0;
        List<StoredCopy> portion;
        do {
            portion = sql.list(COPIES, StoredCopy::read, after, image, image, store, store, PORTION);
            for (StoredCopy copy : portion) {
                after = copy.location();
                (mark ? check.scrub(copy) : check.compare(copy)).ifPresent(verdict -> {
                    count[verdict.outcome().ordinal()]++;
                    if (verdict.outcome() != Outcome.GOOD) {
                        trouble.accept(trouble(copy, verdict));
                    }
                });
            }
        } while (portion.size() == PORTION);
        return new Summary(
                count[Outcome.GOOD.ordinal()],
                count[Outcome.DIFFERENT.ordinal()] + count[Outcome.MISSING.ordinal()],
                count[Outcome.UNREADABLE.ordinal()]);
    }

    private static Trouble trouble(StoredCopy copy, BlobVerdict verdict) {
        return new Trouble(copy.image(), copy.store(), copy.location(), verdict.outcome(), verdict.reason());
    }
}
