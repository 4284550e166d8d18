package io.vitrine.imageapi.importing;

import com.fasterxml.jackson.databind.node.TextNode;
import io.vitrine.contracts.internal.DescribeImage;
import io.vitrine.contracts.internal.ImageConverted;
import io.vitrine.imageapi.image.FieldRules;
import io.vitrine.imageapi.image.ImageEvents;
import io.vitrine.imageapi.image.ImageRepository;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.image.ImportMethods;
import io.vitrine.imageapi.image.ReservedNames;
import io.vitrine.imageapi.location.Locations;
import io.vitrine.imageapi.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Metadata that comes with an import: from the other image service, from the operator, or from a conversion. */
@ApplicationScoped
class Descriptions {
    /** A key of somebody else's, deleted with this image, would be lost to its owner. */
    private static final List<String> KEYS = List.of(
            "cinder_encryption_key_id",
            "os_encrypt_key_id",
            "cinder_encryption_key_deletion_policy",
            "os_encrypt_key_deletion_policy");

    private final Tasks tasks;
    private final ImageRepository images;
    private final FieldRules rules;
    private final Described described;
    private final Locations locations;
    private final ImageEvents events;
    private final PluginConfig config;
    private final Plugins plugins;
    private final Clock clock;

    Descriptions(
            Tasks tasks,
            ImageRepository images,
            FieldRules rules,
            Described described,
            Locations locations,
            ImageEvents events,
            PluginConfig config,
            Plugins plugins,
            Clock clock) {
        this.tasks = tasks;
        this.images = images;
        this.rules = rules;
        this.described = described;
        this.locations = locations;
        this.events = events;
        this.config = config;
        this.plugins = plugins;
        this.clock = clock;
    }

    /**
     * A worker says what the image of a glance-download is. Idempotent.
     *
     * @throws ProblemException 409 ({@code stale}), 400 for what an image here must not be, 413 for too many properties
     */
    @Transactional
    void describe(UUID id, DescribeImage found) {
        ImageRow image =
                tasks.find(id).flatMap(task -> images.lock(task.imageId())).orElseThrow(Task::stale);
        Task task = tasks.find(id).orElseThrow(Task::stale);
        task.requireRunning(found.generation(), image);
        if (!task.input().importReq().method().name().equals(ImportMethods.GLANCE_DOWNLOAD)) {
            throw ProblemException.badRequest("Only a glance-download may describe its image.");
        }
        Map<String, String> values = new LinkedHashMap<>();
        String diskFormat = rules.diskFormat(TextNode.valueOf(found.diskFormat()));
        String containerFormat = rules.containerFormat(TextNode.valueOf(found.containerFormat()));
        if (diskFormat == null || containerFormat == null) {
            throw ProblemException.badRequest("The image there has no disk_format or no container_format.");
        }
        values.put(Described.DISK_FORMAT, diskFormat);
        values.put(Described.CONTAINER_FORMAT, containerFormat);
        found.properties().forEach((name, value) -> {
            if (config.copyPrefixes().stream().anyMatch(name::startsWith) && isCopied(name)) {
                String checked = rules.property(name, TextNode.valueOf(value));
                if (checked != null) {
                    values.put(name, checked);
                }
            }
        });
        List<String> changed = described.apply(image, id, values);
        rules.withinPropertyQuota(image.properties);
        tell(image, changed);
    }

    /**
     * A worker has converted the bytes, and places the result next. Idempotent.
     *
     * @throws ProblemException 409 ({@code stale}), or 400 for a format that was not ordered
     */
    @Transactional
    void converted(UUID id, ImageConverted result) {
        ImageRow image =
                tasks.find(id).flatMap(task -> images.lock(task.imageId())).orElseThrow(Task::stale);
        Task task = tasks.find(id).orElseThrow(Task::stale);
        task.requireRunning(result.generation(), image);
        boolean ordered =
                plugins.conversionFormat().filter(result.diskFormat()::equals).isPresent();
        if (!ordered || image.osHashValue != null) {
            throw ProblemException.badRequest("This import was not to be converted.");
        }
        Map<String, String> formats = new LinkedHashMap<>();
        formats.put(Described.DISK_FORMAT, result.diskFormat());
        formats.put(Described.CONTAINER_FORMAT, "bare");
        tell(image, described.apply(image, id, formats));
    }

    private void tell(ImageRow image, List<String> changed) {
        if (!changed.isEmpty()) {
            image.updatedAt = clock.instant();
            events.updated(image, locations.stores(image.id), null, changed);
        }
    }

    /** The operator's properties; whoever may import may also have them. In the claim's transaction. */
    void inject(ImageRow image, UUID task, Map<String, String> properties) {
        Map<String, String> values = new LinkedHashMap<>(properties);
        values.keySet().removeIf(name -> !isCopied(name));
        described.apply(image, task, values);
    }

    private static boolean isCopied(String name) {
        return !ReservedNames.isReserved(name) && !KEYS.contains(name);
    }
}
