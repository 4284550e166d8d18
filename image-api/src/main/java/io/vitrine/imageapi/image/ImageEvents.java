package io.vitrine.imageapi.image;

import io.vitrine.contracts.CloudEventHeaders;
import io.vitrine.contracts.MessageType;
import io.vitrine.contracts.event.Failure;
import io.vitrine.contracts.event.ImageData;
import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.outbox.Outbox;
import io.vitrine.imageapi.policy.Visibility;
import io.vitrine.imageapi.problem.RequestId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells everybody what happened to an image, in the transaction of the change and with the row as it will be committed. */
@ApplicationScoped
public class ImageEvents {
    private final Outbox outbox;
    private final RequestId requestId;

    ImageEvents(Outbox outbox, RequestId requestId) {
        this.outbox = outbox;
        this.requestId = requestId;
    }

    /** An image was made: its row was written in this transaction. */
    void created(ImageRow image, Caller by) {
        ImageData data = data(image, List.of(), null, null, image.version);
        outbox.event(MessageType.IMAGE_CREATE, image.id, data, actor(by));
    }

    /** An image was deleted. */
    public void deleted(ImageRow image, List<String> stores, ImageStatus previous, Caller by) {
        ImageData data = data(image, stores, previous, null, image.version + 1);
        outbox.event(MessageType.IMAGE_DELETE, image.id, data, actor(by));
    }

    private Map<String, String> actor(Caller by) {
        Map<String, String> headers = new HashMap<>();
        headers.put(CloudEventHeaders.USER_ID, by.userId());
        if (by.projectId() != null) {
            headers.put(CloudEventHeaders.PROJECT_ID, by.projectId());
        }
        String request = requestId.current();
        if (request != null) {
            headers.put(CloudEventHeaders.REQUEST_ID, request);
        }
        return headers;
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
        // The counter rises when the transaction flushes this change.
        Map<String, String> priority = failure == null ? Map.of() : Map.of(CloudEventHeaders.PRIORITY, "error");
        outbox.event(type, image.id, data(image, stores, previous, failure, image.version + 1), priority);
    }

    private static ImageData data(
            ImageRow image,
            List<String> stores,
            @Nullable ImageStatus previous,
            @Nullable Failure failure,
            long version) {
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
                version,
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
