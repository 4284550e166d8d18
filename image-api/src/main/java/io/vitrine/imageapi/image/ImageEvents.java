package io.vitrine.imageapi.image;

import io.vitrine.contracts.CloudEventHeaders;
import io.vitrine.contracts.MessageType;
import io.vitrine.contracts.event.Failure;
import io.vitrine.contracts.event.ImageData;
import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.outbox.Outbox;
import io.vitrine.imageapi.policy.PropertyProtections;
import io.vitrine.imageapi.policy.Visibility;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells everybody what happened to an image, in the transaction of the change and with the row as it will be committed. */
@ApplicationScoped
public class ImageEvents {
    /** Characters of names and values; JSON may need up to six bytes for one, and usually needs one. */
    private static final int MAX_PROPERTIES = 32 * 1_024;
    /** Names in {@code changed}: more than an image can have at a time. */
    private static final int MAX_CHANGED = 256;

    private final Outbox outbox;
    private final ActingIdentity identity;
    private final PropertyProtections protections;

    ImageEvents(Outbox outbox, ActingIdentity identity, PropertyProtections protections) {
        this.outbox = outbox;
        this.identity = identity;
        this.protections = protections;
    }

    /** An image was made: its row was written in this transaction. */
    void created(ImageRow image, Caller by) {
        ImageData data = data(image, readable(image, by), List.of(), null, null, image.version, null);
        outbox.event(MessageType.IMAGE_CREATE, image.id, data, identity.headers(by));
    }

    /**
     * Somebody wrote metadata of an image.
     *
     * @param changed names of attributes and properties, at least one
     */
    public void updated(ImageRow image, List<String> stores, Collection<String> changed, Caller by) {
        ImageData data = data(
                image,
                readable(image, by),
                stores,
                null,
                null,
                image.version + 1,
                changed.stream().limit(MAX_CHANGED).toList());
        outbox.event(MessageType.IMAGE_UPDATE, image.id, data, identity.headers(by));
    }

    /**
     * The service itself wrote attributes of an image, such as its status.
     *
     * @param previous status before the change, null when it did not change
     * @param changed names of attributes and properties, at least one
     */
    public void updated(
            ImageRow image, List<String> stores, @Nullable ImageStatus previous, Collection<String> changed) {
        List<String> names = changed.stream().limit(MAX_CHANGED).toList();
        ImageData data = data(image, image.properties, stores, previous, null, image.version + 1, names);
        outbox.event(MessageType.IMAGE_UPDATE, image.id, data, Map.of());
    }

    /**
     * Somebody moved an image to another status, deleted it, or closed or opened its data, or took its bytes out of a store, or gave it
     * a place of them.
     *
     * @param previous status before the change, null when it did not change
     */
    public void moved(String type, ImageRow image, List<String> stores, @Nullable ImageStatus previous, Caller by) {
        ImageData data = data(image, readable(image, by), stores, previous, null, image.version + 1, null);
        outbox.event(type, image.id, data, identity.headers(by));
    }

    /**
     * @param type one of {@link io.vitrine.contracts.MessageType}, but for {@code image.update}, which says what changed
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
        outbox.event(
                type,
                image.id,
                data(image, image.properties, stores, previous, failure, image.version + 1, null),
                priority);
    }

    /** What a caller may not read is not said on his behalf either (spec: policy, section 8). */
    private Map<String, String> readable(ImageRow image, Caller by) {
        if (!protections.active()) {
            return image.properties;
        }
        Map<String, String> readable = new LinkedHashMap<>(image.properties);
        readable.keySet().removeIf(property -> !protections.mayRead(property, by));
        return readable;
    }

    /**
     * Events stay under 64 KiB (spec: events, section 2): whoever needs properties that do not fit asks the API. A user's property of that
     * name would be a string.
     */
    private static Map<String, Object> bounded(Map<String, String> properties) {
        int characters = 0;
        for (Map.Entry<String, String> property : properties.entrySet()) {
            characters += property.getKey().length() + property.getValue().length();
        }
        return characters > MAX_PROPERTIES ? Map.of("truncated", true) : Map.copyOf(properties);
    }

    private static ImageData data(
            ImageRow image,
            Map<String, String> properties,
            List<String> stores,
            @Nullable ImageStatus previous,
            @Nullable Failure failure,
            long version,
            @Nullable List<String> changed) {
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
                bounded(properties),
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
                failure,
                changed);
    }

    /** {@code YYYY-MM-DDThh:mm:ssZ}, as the API prints times (spec: images, 0.7). */
    public static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
