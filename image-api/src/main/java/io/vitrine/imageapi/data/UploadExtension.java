package io.vitrine.imageapi.data;

import io.vitrine.contracts.internal.ExtendUpload;
import io.vitrine.contracts.internal.ExtendedGrant;
import io.vitrine.imageapi.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;

/** More bytes come than were granted. */
@ApplicationScoped
class UploadExtension {
    private final Uploads uploads;
    private final WriteGrants grants;

    UploadExtension(Uploads uploads, WriteGrants grants) {
        this.uploads = uploads;
        this.grants = grants;
    }

    /** @throws ProblemException 409 when the write is no longer the holder's, 400 beyond what was announced, 413 beyond what is allowed */
    @Transactional
    ExtendedGrant extend(UUID id, ExtendUpload request) {
        Upload upload = uploads.find(id)
                .filter(Upload::isOpen)
                .filter(open -> open.generation() == request.generation())
                .orElseThrow(() -> ProblemException.stale("The write is no longer open."));
        Long expected = upload.expectedBytes();
        if (expected != null && request.bytes() > expected) {
            throw ProblemException.badRequest("%d bytes were announced, more were sent.".formatted(expected));
        }
        grants.checkSize(request.bytes());
        if (!uploads.grant(id, request.bytes())) {
            throw ProblemException.stale("The write is no longer open.");
        }
        return new ExtendedGrant(request.bytes());
    }
}
