package io.vitrine.imageapi.resumable;

import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.data.WriteGrants;
import io.vitrine.imageapi.image.ImageAccess;
import io.vitrine.imageapi.image.ImageEvents;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.image.ImageStatus;
import io.vitrine.imageapi.image.ImportMethods;
import io.vitrine.imageapi.policy.Rule;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.quota.QuotaLimit;
import io.vitrine.imageapi.quota.Quotas;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A user announces bytes that will come in pieces. */
@ApplicationScoped
class ResumableCreation {
    private final ImportMethods methods;
    private final ImageAccess access;
    private final WriteGrants grants;
    private final Quotas quotas;
    private final ResumableUploads uploads;
    private final ResumableConfig config;
    private final ImageEvents events;
    private final Clock clock;

    ResumableCreation(
            ImportMethods methods,
            ImageAccess access,
            WriteGrants grants,
            Quotas quotas,
            ResumableUploads uploads,
            ResumableConfig config,
            ImageEvents events,
            Clock clock) {
        this.methods = methods;
        this.access = access;
        this.grants = grants;
        this.quotas = quotas;
        this.uploads = uploads;
        this.config = config;
        this.events = events;
        this.clock = clock;
    }

    /**
     * The announced length is the image's size from now on: that is what reserves it among the project's staged bytes.
     *
     * @param store as named, null for the default
     * @throws ProblemException in the order of spec images, sections 0.3 and 13
     */
    @Transactional
    UUID create(String imageId, Caller caller, long length, @Nullable String store, @Nullable String requestId) {
        if (!methods.enabled().contains(ImportMethods.GLANCE_DIRECT)) {
            throw ProblemException.notFound("Staging image data is not available at this site.");
        }
        if (length == 0) {
            throw ProblemException.badRequest("The header Upload-Length must announce at least one byte.");
        }
        ImageRow image = access.lock(imageId, caller, Rule.MODIFY_IMAGE);
        if (image.status != ImageStatus.QUEUED) {
            throw ProblemException.conflict("Image %s is %s: data can be sent to a queued image only."
                    .formatted(image.id, image.status.word()));
        }
        if (image.diskFormat == null || image.containerFormat == null) {
            throw ProblemException.badRequest(
                    "Properties disk_format and container_format must be set before data is sent.");
        }
        String target = grants.store(store).id();
        grants.checkSize(length);
        quotas.admitStaging(image.owner);
        quotas.reserve(image.owner, QuotaLimit.IMAGE_STAGE_TOTAL, 0, length, length);
        image.become(ImageStatus.UPLOADING, clock.instant());
        image.size = length;
        UUID id = UUID.randomUUID();
        String owner = Objects.requireNonNullElse(caller.projectId(), "");
        uploads.add(id, image.id, length, target, owner, caller.userId(), requestId, config.expiry());
        events.updated(image, List.of(), ImageStatus.QUEUED, List.of("status", "size"));
        return id;
    }
}
