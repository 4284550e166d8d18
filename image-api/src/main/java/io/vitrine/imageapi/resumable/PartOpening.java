package io.vitrine.imageapi.resumable;

import io.vitrine.contracts.internal.OpenPart;
import io.vitrine.contracts.internal.PartGrant;
import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.data.WriteGrants;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import org.jspecify.annotations.Nullable;

/** The next bytes of a resumable upload come: one request at a time, where the last one ended. */
@ApplicationScoped
class PartOpening {
    /** Each part is an object and a row. */
    private static final int MOST_PARTS = 10_000;
    /** Of parts whose sender wants nothing compared: the cheapest digest there is in hardware. */
    private static final String ANY_DIGEST = "sha256";

    private final ResumableAccess access;
    private final WriteGrants grants;
    private final ResumableConfig config;

    PartOpening(ResumableAccess access, WriteGrants grants, ResumableConfig config) {
        this.access = access;
        this.grants = grants;
        this.config = config;
    }

    /** @throws ProblemException 412, 415, 400, 404, 403, 410, 423, 409 or 413 */
    @Transactional
    PartGrant open(String imageId, String uploadId, Caller caller, OpenPart request) {
        TusHeaders.requireVersion(request.tusResumable());
        TusHeaders.requireOffsetStream(request.contentType());
        long offset = TusHeaders.bytes("Upload-Offset", request.offset());
        String checksum = TusHeaders.checksumAlgorithm(request.checksum());
        Long coming = request.contentLength();
        if (coming != null && coming == 0) {
            throw ProblemException.badRequest("The request brings no bytes.");
        }
        ResumableAccess.Found found = access.lock(imageId, uploadId, caller);
        ResumableUpload upload = found.upload();
        WriteGrants.Parts parts = grants.parts(found.image().id);
        if (parts.beingWritten()) {
            throw ProblemException.of(ProblemType.LOCKED, "Another request is sending bytes of this upload.");
        }
        if (offset != upload.received() || upload.state() != ResumableState.OPEN) {
            throw ProblemException.conflict(
                    "The upload stands at offset %d, not at %d.".formatted(upload.received(), offset));
        }
        requireRoom(coming, upload.missing());
        if (parts.whole() >= MOST_PARTS) {
            throw ProblemException.tooLarge(
                    "The upload has %d parts, which is the limit: begin it again with larger ones."
                            .formatted(MOST_PARTS));
        }
        String algorithm = checksum == null ? ANY_DIGEST : checksum;
        return new PartGrant(
                grants.openPart(found.image(), request.holder(), upload.missing(), algorithm),
                config.expiry().toSeconds());
    }

    private static void requireRoom(@Nullable Long coming, long missing) {
        if (coming != null && coming > missing) {
            throw ProblemException.tooLarge(
                    "%d bytes of the upload are missing, the request brings %d.".formatted(missing, coming));
        }
    }
}
