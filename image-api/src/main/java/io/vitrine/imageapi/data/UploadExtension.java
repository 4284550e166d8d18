package io.vitrine.imageapi.data;

import io.vitrine.contracts.internal.ExtendUpload;
import io.vitrine.contracts.internal.ExtendedGrant;
import io.vitrine.imageapi.image.ImageRepository;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.quota.Quotas;
import io.vitrine.imageapi.quota.Reservation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;

/** More bytes come than were granted. */
@ApplicationScoped
class UploadExtension {
    private final Uploads uploads;
    private final ImageRepository images;
    private final WriteGrants grants;
    private final Quotas quotas;
    private final SizeConfig sizes;

    UploadExtension(Uploads uploads, ImageRepository images, WriteGrants grants, Quotas quotas, SizeConfig sizes) {
        this.uploads = uploads;
        this.images = images;
        this.grants = grants;
        this.quotas = quotas;
        this.sizes = sizes;
    }

    /** @throws ProblemException 409 when the write is no longer the holder's, 400 beyond what was announced, 413 beyond what is allowed */
    @Transactional
    ExtendedGrant extend(UUID id, ExtendUpload request) {
        ImageRow image =
                uploads.find(id).flatMap(found -> images.lock(found.imageId())).orElseThrow(UploadExtension::stale);
        Upload upload = uploads.lock(id)
                .filter(Upload::isOpen)
                .filter(open -> open.generation() == request.generation())
                .orElseThrow(UploadExtension::stale);
        if (upload.kind() == WriteKind.PART) {
            throw ProblemException.tooLarge("More bytes were sent than the upload's length announced.");
        }
        Long expected = upload.expectedBytes();
        if (expected != null && request.bytes() > expected) {
            throw ProblemException.badRequest("%d bytes were announced, more were sent.".formatted(expected));
        }
        grants.checkSize(request.bytes());
        Reservation reservation = quotas.reserve(
                image.owner,
                upload.kind().limit(),
                upload.reservedBytes(),
                request.bytes(),
                expected == null ? sizes.cap() : expected);
        if (!uploads.grant(id, reservation)) {
            throw stale();
        }
        return new ExtendedGrant(reservation.grantedBytes());
    }

    private static ProblemException stale() {
        return ProblemException.stale("The write is no longer open.");
    }
}
