package io.vitrine.imageapi.patch;

import io.vitrine.contracts.internal.LocationFacts;
import io.vitrine.imageapi.data.SizeConfig;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.image.ImageStatus;
import io.vitrine.imageapi.location.ValidationData;
import io.vitrine.imageapi.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** {@code validation_data} of a patch: what an image knows already decides, and new values are for an image without bytes alone. */
@ApplicationScoped
class PromisedDigests {
    private final SizeConfig sizes;

    PromisedDigests(SizeConfig sizes) {
        this.sizes = sizes;
    }

    /** @throws ProblemException 409 when it cannot be, or contradicts the image or what was read */
    void check(ImageRow image, @Nullable ValidationData promised, @Nullable LocationFacts facts) {
        if (promised == null) {
            return;
        }
        boolean known = agrees("os_hash_algo", image.osHashAlgo, promised.osHashAlgo())
                & agrees("os_hash_value", image.osHashValue, promised.osHashValue())
                & (promised.checksum() == null || agrees("checksum", image.checksum, promised.checksum()));
        if (!known) {
            checkNew(image, promised);
        }
        if (facts != null && facts.osHashValue() != null) {
            agrees("os_hash_value", facts.osHashValue(), promised.osHashValue());
            if (promised.checksum() != null) {
                agrees("checksum", facts.checksum(), promised.checksum());
            }
        }
    }

    private void checkNew(ImageRow image, ValidationData promised) {
        if (image.status != ImageStatus.QUEUED) {
            throw ProblemException.conflict("New validation_data is for queued images only; image %s is %s."
                    .formatted(image.id, image.status.word()));
        }
        String flaw = promised.flaw();
        if (flaw != null) {
            throw ProblemException.conflict("In validation_data, " + flaw + ".");
        }
        if (!promised.osHashAlgo().equals(sizes.hashAlgorithm())) {
            throw ProblemException.conflict(
                    "In validation_data, os_hash_algo must be %s.".formatted(sizes.hashAlgorithm()));
        }
    }

    /** Whether it is known; a contradiction is a conflict. */
    private static boolean agrees(String field, @Nullable String known, String promised) {
        if (known != null && !known.equals(promised)) {
            throw ProblemException.conflict("In validation_data, %s is not the image's.".formatted(field));
        }
        return known != null;
    }

    /** What was read counts; without it, what was said. */
    void keep(ImageRow image, @Nullable ValidationData promised, LocationFacts facts) {
        if (facts.osHashValue() != null) {
            image.checksum = facts.checksum();
            image.osHashAlgo = facts.osHashAlgo();
            image.osHashValue = facts.osHashValue();
        } else if (promised != null) {
            image.checksum = promised.checksum();
            image.osHashAlgo = promised.osHashAlgo();
            image.osHashValue = promised.osHashValue();
        }
    }
}
