package io.vitrine.imageapi.location;

import io.vitrine.contracts.internal.BlobRef;
import io.vitrine.contracts.internal.BlobState;
import io.vitrine.contracts.internal.Problem;
import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.gateway.GatewayAnswer;
import io.vitrine.imageapi.gateway.GatewayAnswer.Done;
import io.vitrine.imageapi.gateway.GatewayAnswer.Refused;
import io.vitrine.imageapi.gateway.GatewayAnswer.Silent;
import io.vitrine.imageapi.gateway.GatewayCall;
import io.vitrine.imageapi.gateway.Gateways;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.problem.ProblemType;
import io.vitrine.imageapi.store.Store;
import io.vitrine.imageapi.store.Stores;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes an image out of one store while the caller waits, and tells the truth about the bytes (spec: images, section 16).
 *
 * <p>The store is looked at before anything changes: one that does not answer is a 503 and nothing more. Then the location goes, in a
 * transaction that sees all copies, and only then the bytes. Whoever dies in between leaves a location that the sweeper has removed; a
 * store that refuses and still shows the bytes gets its location back; where nobody knows, the removal is repeated until it is done.
 */
@ApplicationScoped
class StoreDeletion {
    private static final Logger LOG = LoggerFactory.getLogger(StoreDeletion.class);
    private static final long RETRY_AFTER_SECONDS = 10;
    private static final int FORBIDDEN = 403;
    private static final int CONFLICT = 409;
    private static final int INTERNAL = 500;
    private static final int UNAVAILABLE = 503;

    private final Stores stores;
    private final Copies copies;
    private final Gateways gateways;
    private final boolean tellsMissing;

    StoreDeletion(Stores stores, Copies copies, Gateways gateways, MissingDataConfig config) {
        this.stores = stores;
        this.copies = copies;
        this.gateways = gateways;
        this.tellsMissing = config.missingDataCode() == MissingDataConfig.Code.GONE;
    }

    /** @throws ProblemException with every code of the section but 204; 410 when the location is gone now, and the bytes had been before, unless that is to be a 204 */
    void delete(String storeId, String imageId, Caller caller) {
        Store store = stores.find(storeId)
                .orElseThrow(() -> ProblemException.conflict("There is no store %s here.".formatted(storeId)));
        Copies.Copy copy = copies.find(storeId, imageId, caller);
        if (store.readOnly()) {
            // Not ours to remove: only the record goes (spec: stores, section 6).
            copies.gone(copies.takeOut(storeId, imageId, caller));
            return;
        }
        Done<BlobState> seen = look(copy);
        copy = copies.takeOut(storeId, imageId, caller);
        BlobState before = remove(seen, copy, caller);
        if (before.size() == null && tellsMissing) {
            throw ProblemException.gone("The data of image %s was not in store %s any more; its location is removed."
                    .formatted(imageId, storeId));
        }
    }

    private Done<BlobState> look(Copies.Copy copy) {
        return switch (gateways.any(call(copy, "stat"))) {
            case Done<BlobState> seen -> seen;
            case Refused<BlobState> refused -> throw problem(refused.problem());
            case Silent<BlobState> silent -> throw unavailable();
        };
    }

    /** The same gateway is asked, and no other: one that hangs may still carry the removal out. */
    private BlobState remove(Done<BlobState> seen, Copies.Copy copy, Caller caller) {
        GatewayAnswer<BlobState> answer =
                gateways.each(List.of(seen.gateway()), call(copy, "remove")).getFirst();
        return switch (answer) {
            case Done<BlobState> done -> {
                copies.gone(copy);
                yield seen.required().size() == null ? seen.required() : done.required();
            }
            case Refused<BlobState> refused
            when refused.problem().status() != INTERNAL -> {
                copies.putBack(copy, caller);
                throw problem(refused.problem());
            }
            case Refused<BlobState> unclear ->
                repeatLater(copy, seen, unclear.problem().detail());
            case Silent<BlobState> silent -> repeatLater(copy, seen, silent.reason());
        };
    }

    private BlobState repeatLater(Copies.Copy copy, Done<BlobState> seen, String reason) {
        LOG.atWarn()
                .addKeyValue("imageId", copy.image())
                .addKeyValue("store", copy.store())
                .addKeyValue("reason", reason)
                .log("the removal of bytes from a store did not end within the call and is repeated until it has");
        copies.handOver(copy);
        return seen.required();
    }

    private static GatewayCall<BlobState> call(Copies.Copy copy, String what) {
        return GatewayCall.post(
                "/internal/v1/stores/" + GatewayCall.escape(copy.store()) + "/" + what,
                new BlobRef(copy.objectName(), copy.objectName() == null ? copy.url() : null),
                BlobState.class);
    }

    private static ProblemException problem(Problem refusal) {
        return switch (refusal.status()) {
            case FORBIDDEN -> ProblemException.forbidden("The store refuses: " + refusal.detail());
            case CONFLICT -> ProblemException.conflict("The data is in use: " + refusal.detail());
            case UNAVAILABLE -> unavailable();
            default -> ProblemException.of(ProblemType.INTERNAL, "The store failed; nothing has changed.");
        };
    }

    private static ProblemException unavailable() {
        return ProblemException.unavailable(
                "The store cannot be reached just now; nothing has changed. Try again later.", RETRY_AFTER_SECONDS);
    }
}
