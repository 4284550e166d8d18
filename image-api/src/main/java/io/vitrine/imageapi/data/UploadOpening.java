package io.vitrine.imageapi.data;

import io.vitrine.contracts.internal.OpenUpload;
import io.vitrine.contracts.internal.UploadGrant;
import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.image.ImageAccess;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.image.ImageStatus;
import io.vitrine.imageapi.policy.Rule;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.quota.Quotas;
import io.vitrine.imageapi.store.Store;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;

/** A user sends an image's bytes. Of two at once one wins; the other gets 409 and has touched nothing. */
@ApplicationScoped
class UploadOpening {
    private final ImageAccess access;
    private final WriteGrants grants;
    private final Quotas quotas;
    private final Clock clock;

    UploadOpening(ImageAccess access, WriteGrants grants, Quotas quotas, Clock clock) {
        this.access = access;
        this.grants = grants;
        this.quotas = quotas;
        this.clock = clock;
    }

    /** @throws ProblemException in the order of spec images, sections 0.3 and 11 */
    @Transactional
    UploadGrant open(String imageId, Caller caller, OpenUpload request) {
        UploadHeaders headers = UploadHeaders.of(request);
        ImageRow image = access.lock(imageId, caller, Rule.UPLOAD_IMAGE);
        if (image.status != ImageStatus.QUEUED) {
            throw ProblemException.conflict("Image %s is %s: data can be sent to a queued image only."
                    .formatted(image.id, image.status.word()));
        }
        if (image.diskFormat == null || image.containerFormat == null) {
            throw ProblemException.badRequest(
                    "Properties disk_format and container_format must be set before data is sent.");
        }
        Store store = grants.store(headers.store());
        grants.checkSize(headers.expectedBytes());
        quotas.admitUpload(image.owner);
        image.become(ImageStatus.SAVING, clock.instant());
        var order = WriteOrder.upload(request.holder(), store.id(), headers.expectedBytes());
        return grants.open(image, order, ImageStatus.QUEUED);
    }
}
