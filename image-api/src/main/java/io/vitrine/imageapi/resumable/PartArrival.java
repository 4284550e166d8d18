package io.vitrine.imageapi.resumable;

import io.vitrine.imageapi.data.PartStored;
import io.vitrine.imageapi.image.ImageEvents;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.importing.StagedImport;
import io.vitrine.imageapi.location.Locations;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/** A part is committed, in the transaction that observes it. The last one makes the bytes staged and starts their import. */
@ApplicationScoped
class PartArrival {
    private final ResumableUploads uploads;
    private final Locations locations;
    private final StagedImport imports;
    private final ResumableConfig config;
    private final ImageEvents events;

    PartArrival(
            ResumableUploads uploads,
            Locations locations,
            StagedImport imports,
            ResumableConfig config,
            ImageEvents events) {
        this.uploads = uploads;
        this.locations = locations;
        this.imports = imports;
        this.config = config;
        this.events = events;
    }

    void arrived(@Observes PartStored part) {
        ImageRow image = part.image();
        ResumableUpload upload = uploads.openOf(image.id)
                .orElseThrow(() -> new IllegalStateException("an open write of a part belongs to an open upload"));
        uploads.receive(upload.id(), part.bytes(), config.expiry());
        if (part.bytes() < upload.missing()) {
            return;
        }
        uploads.end(upload.id(), ResumableState.COMPLETE);
        locations.stageParts(image.id);
        // Announced before, and now here.
        events.updated(image, List.of(), null, List.of("size"));
        imports.start(image, upload.store(), upload.owner(), upload.userId(), upload.requestId());
    }
}
