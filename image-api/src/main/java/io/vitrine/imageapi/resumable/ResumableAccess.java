package io.vitrine.imageapi.resumable;

import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.image.ImageAccess;
import io.vitrine.imageapi.image.ImageId;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.policy.Rule;
import io.vitrine.imageapi.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Optional;
import java.util.UUID;

/** The way to a resumable upload for its caller: the image is locked, and the upload is not over. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class ResumableAccess {
    record Found(ImageRow image, ResumableUpload upload) {}

    private final ImageAccess access;
    private final ResumableUploads uploads;

    ResumableAccess(ImageAccess access, ResumableUploads uploads) {
        this.access = access;
        this.uploads = uploads;
    }

    /** @throws ProblemException 404 or 403 as for every call on the image, 404 for an upload that nobody knows, 410 for one that is over */
    Found lock(String imageId, String uploadId, Caller caller) {
        // A deleted image is a 404, and whoever uploads into it should read that it is gone.
        find(imageId, uploadId)
                .filter(upload -> upload.isOver() && (caller.isAdmin() || caller.owns(upload.owner())))
                .ifPresent(over -> {
                    throw gone();
                });
        ImageRow image = access.lock(imageId, caller, Rule.MODIFY_IMAGE);
        ResumableUpload upload = find(imageId, uploadId)
                .orElseThrow(() ->
                        ProblemException.notFound("Image %s has no resumable upload %s.".formatted(imageId, uploadId)));
        if (upload.isOver()) {
            throw gone();
        }
        return new Found(image, upload);
    }

    /**
     * As {@link #lock}, for whoever only looks.
     *
     * @throws ProblemException 404, 403 or 410
     */
    @Transactional
    public ResumableUpload show(String imageId, String uploadId, Caller caller) {
        return lock(imageId, uploadId, caller).upload();
    }

    private Optional<ResumableUpload> find(String imageId, String uploadId) {
        Optional<UUID> image = ImageId.parse(imageId);
        return ImageId.parse(uploadId)
                .flatMap(uploads::find)
                .filter(upload -> image.filter(upload.imageId()::equals).isPresent());
    }

    private static ProblemException gone() {
        return ProblemException.gone("The upload has ended or expired, or its image was deleted.");
    }
}
