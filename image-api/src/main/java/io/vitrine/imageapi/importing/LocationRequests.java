package io.vitrine.imageapi.importing;

import io.vitrine.contracts.MessageType;
import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.auth.Role;
import io.vitrine.imageapi.image.ImageAccess;
import io.vitrine.imageapi.image.ImageEvents;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.image.ImageStatus;
import io.vitrine.imageapi.outbox.Backlog;
import io.vitrine.imageapi.policy.Rule;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.store.Stores;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Somebody says where the bytes of a queued image are: checked, locked, noted, and announced to the workers (spec: images, section 18). */
@ApplicationScoped
class LocationRequests {
    private static final long BACKLOG_RETRY_SECONDS = 60;
    private static final String WEB_STORE = "http";

    private final Backlog backlog;
    private final ImageAccess access;
    private final Stores stores;
    private final Tasks tasks;
    private final LocationTasks locationTasks;
    private final JobCommands commands;
    private final ImageEvents events;
    private final Clock clock;

    LocationRequests(
            Backlog backlog,
            ImageAccess access,
            Stores stores,
            Tasks tasks,
            LocationTasks locationTasks,
            JobCommands commands,
            ImageEvents events,
            Clock clock) {
        this.backlog = backlog;
        this.access = access;
        this.stores = stores;
        this.tasks = tasks;
        this.locationTasks = locationTasks;
        this.commands = commands;
        this.events = events;
        this.clock = clock;
    }

    /** @throws ProblemException 404, 409, 403 or, when too many messages wait for Kafka, 503 */
    @Transactional
    void request(String imageId, Caller caller, LocationRequest request, @Nullable String requestId) {
        if (backlog.isFull()) {
            throw ProblemException.unavailable(
                    "Locations are not accepted just now: too many messages wait.", BACKLOG_RETRY_SECONDS);
        }
        ImageRow image = access.lock(imageId, caller, Rule.GET_IMAGE);
        if (image.status != ImageStatus.QUEUED) {
            // Before the rule, as clients of this call know it.
            throw ProblemException.conflict("Image %s is %s: a location can be added to one that is queued."
                    .formatted(image.id, image.status.word()));
        }
        access.check(imageId, caller, Rule.ADD_IMAGE_LOCATION);
        if (!caller.has(Role.SERVICE) && !(request.isOnTheWeb() && hasWebStore())) {
            throw ProblemException.forbidden(
                    "Locations that are not on the web, or without a store for the web, are given by services only.");
        }
        // A lock whose task is missing or over is nobody's.
        if (image.importTask != null && tasks.isLive(image.importTask)) {
            throw ProblemException.conflict("Image has active task.");
        }
        UUID task = UUID.randomUUID();
        var input = new LocationTasks.Input(image.id, request.url(), request.validationData());
        locationTasks.add(task, caller, requestId, input);
        image.importTask = task;
        image.updatedAt = clock.instant();
        events.happened(MessageType.IMAGE_IMPORT_REQUESTED, image, List.of(), null, null);
        commands.wake(task, image.id);
    }

    private boolean hasWebStore() {
        return stores.all().stream().anyMatch(store -> store.type().equals(WEB_STORE));
    }
}
