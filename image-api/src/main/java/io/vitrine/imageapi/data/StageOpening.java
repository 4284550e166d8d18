package io.vitrine.imageapi.data;

import io.vitrine.contracts.internal.OpenUpload;
import io.vitrine.contracts.internal.UploadGrant;
import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.image.ImageAccess;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.image.ImageStatus;
import io.vitrine.imageapi.image.ImportMethods;
import io.vitrine.imageapi.policy.Rule;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.quota.Quotas;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;

/** A user sends bytes for an import: {@code PUT /v2/images/{id}/stage} (spec: images, section 13). */
@ApplicationScoped
class StageOpening {
    private final ImportMethods methods;
    private final ImageAccess access;
    private final WriteGrants grants;
    private final Quotas quotas;
    private final Clock clock;

    StageOpening(ImportMethods methods, ImageAccess access, WriteGrants grants, Quotas quotas, Clock clock) {
        this.methods = methods;
        this.access = access;
        this.grants = grants;
        this.quotas = quotas;
        this.clock = clock;
    }

    /**
     * Formats may be missing still: an import asks for them.
     *
     * @throws ProblemException in the order of spec images, sections 0.3 and 13
     */
    @Transactional
    UploadGrant open(String imageId, Caller caller, OpenUpload request) {
        if (!methods.enabled().contains(ImportMethods.GLANCE_DIRECT)) {
            throw ProblemException.notFound("Staging image data is not available at this site.");
        }
        UploadHeaders headers = UploadHeaders.of(request);
        ImageRow image = access.lock(imageId, caller, Rule.MODIFY_IMAGE);
        if (image.status != ImageStatus.QUEUED) {
            throw ProblemException.conflict("Image %s is %s: data can be staged for a queued image only."
                    .formatted(image.id, image.status.word()));
        }
        grants.checkSize(headers.expectedBytes());
        quotas.admitStaging(image.owner);
        image.become(ImageStatus.UPLOADING, clock.instant());
        return grants.open(image, WriteOrder.stage(request.holder(), headers.expectedBytes()), ImageStatus.QUEUED);
    }
}
