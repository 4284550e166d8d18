package io.vitrine.imageapi.outbox;

import io.vitrine.imageapi.data.World;
import io.vitrine.imageapi.image.ImageEvents;
import io.vitrine.imageapi.image.ImageRepository;
import io.vitrine.imageapi.image.ImageRow;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Changes an image as every use case does: lock, change, tell. */
@ApplicationScoped
public class Changes {
    private final ImageRepository images;
    private final ImageEvents events;

    Changes(ImageRepository images, ImageEvents events) {
        this.images = images;
        this.events = events;
    }

    @Transactional
    public void change(UUID id) {
        ImageRow image = images.lock(id).orElseThrow();
        image.updatedAt = Instant.now();
        events.updated(image, List.of(), Set.of("name"), World.member("demo"));
    }
}
