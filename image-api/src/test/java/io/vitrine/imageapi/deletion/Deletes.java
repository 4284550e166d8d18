package io.vitrine.imageapi.deletion;

import io.vitrine.imageapi.data.World;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Deletes an image as an admin, for tests of other packages. */
@ApplicationScoped
public class Deletes {
    private final ImageDeletion deletion;

    Deletes(ImageDeletion deletion) {
        this.deletion = deletion;
    }

    public void delete(UUID image) {
        deletion.delete(image.toString(), World.admin());
    }
}
