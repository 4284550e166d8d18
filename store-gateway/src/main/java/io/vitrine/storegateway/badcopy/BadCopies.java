package io.vitrine.storegateway.badcopy;

import io.vertx.core.Future;
import io.vitrine.contracts.internal.DownloadGrant;
import io.vitrine.storegateway.imageapi.Caller;
import io.vitrine.storegateway.imageapi.ImageApi;
import io.vitrine.storegateway.store.BlobLocation;
import io.vitrine.storegateway.store.BlobSource;
import io.vitrine.storegateway.store.StoreException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.OptionalLong;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells image-api of copies that do not hold what was written, so that nobody is sent there any more (spec: security, S-67). */
@ApplicationScoped
public class BadCopies {
    /** Other bytes than were written. */
    public static final String BYTES = "crc32c";
    /** More or fewer bytes than were written. */
    public static final String SIZE = "size";

    private static final Logger LOG = LoggerFactory.getLogger(BadCopies.class);

    private final ImageApi imageApi;

    BadCopies(ImageApi imageApi) {
        this.imageApi = imageApi;
    }

    /** Fails, after a line in the log, when image-api does not hear of it: the copy's next reader will find out again. */
    public Future<Void> report(UUID imageId, DownloadGrant.Location copy, String reason, Caller service) {
        return imageApi.reportBad(imageId, copy.id(), reason, service)
                .onFailure(unheard -> LOG.atWarn()
                        .addKeyValue("imageId", imageId)
                        .addKeyValue("store", copy.store())
                        .setCause(unheard)
                        .log("A bad copy could not be reported; its next reader will find it again"));
    }

    /** Whether a store says that it has another number of bytes than were written. A store that does not answer says nothing. */
    public static boolean isOfAnotherSize(BlobSource source, BlobLocation copy, long size) {
        try {
            OptionalLong found = source.size(copy);
            return found.isPresent() && found.getAsLong() != size;
        } catch (StoreException e) {
            return false;
        }
    }
}
