package io.vitrine.imageapi.image;

import io.vitrine.contracts.event.Failure;
import io.vitrine.contracts.event.ImageData;
import io.vitrine.imageapi.outbox.Outbox;
import io.vitrine.imageapi.policy.Visibility;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells everybody what happened to an image, in the transaction of the change and with the row as it will be committed. */
@ApplicationScoped
public class ImageEvents {
    private final Outbox outbox;

    ImageEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    /**
     * @param type one of {@link io.vitrine.contracts.MessageType}
     * @param stores ids of the stores that hold committed bytes
     * @param previous status before the change, null when it did not change
     */
    public void happened(
            String type,
            ImageRow image,
            List<String> stores,
            @Nullable ImageStatus previous,
            @Nullable Failure failure) {
        outbox.event(type, image.id, data(image, stores, previous, failure), Map.of());
    }

    private static ImageData data(
            ImageRow image, List<String> stores, @Nullable ImageStatus previous, @Nullable Failure failure) {
        return new ImageData(
                image.id,
                image.name,
                image.status.word(),
                previous == null ? null : previous.word(),
                image.visibility.word(),
                image.visibility == Visibility.PUBLIC,
                image.owner,
                image.isProtected,
                image.osHidden,
                image.tags,
                image.properties,
                image.diskFormat,
                image.containerFormat,
                image.minDisk,
                image.minRam,
                image.size,
                image.virtualSize,
                image.checksum,
                image.osHashAlgo,
                image.osHashValue,
                stores,
                // The counter rises when the transaction flushes this change.
                image.version + 1,
                seconds(image.createdAt),
                seconds(image.updatedAt),
                image.deletedAt != null,
                image.deletedAt == null ? null : seconds(image.deletedAt),
                failure);
    }

    /** {@code YYYY-MM-DDThh:mm:ssZ}, as the API prints times (spec: images, 0.7). */
    public static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
