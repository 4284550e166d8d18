package io.vitrine.imageapi.importing;

import io.vitrine.contracts.MessageType;
import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.image.ImageAccess;
import io.vitrine.imageapi.image.ImageEvents;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.image.ImageStatus;
import io.vitrine.imageapi.image.ImportMethods;
import io.vitrine.imageapi.location.Locations;
import io.vitrine.imageapi.outbox.Backlog;
import io.vitrine.imageapi.policy.Rule;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.quota.Quotas;
import io.vitrine.imageapi.store.Store;
import io.vitrine.imageapi.store.Stores;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A user asks for an import: checked, locked, noted, and announced to the workers (spec: images, section 14). */
@ApplicationScoped
class ImportRequests {
    private static final long BACKLOG_RETRY_SECONDS = 60;

    private final ImportMethods methods;
    private final UriFilter filter;
    private final Backlog backlog;
    private final ImageAccess access;
    private final Stores stores;
    private final Locations locations;
    private final Quotas quotas;
    private final Tasks tasks;
    private final FetchOrders fetchOrders;
    private final JobCommands commands;
    private final ImageEvents events;
    private final Clock clock;

    ImportRequests(
            ImportMethods methods,
            UriFilter filter,
            Backlog backlog,
            ImageAccess access,
            Stores stores,
            Locations locations,
            Quotas quotas,
            Tasks tasks,
            FetchOrders fetchOrders,
            JobCommands commands,
            ImageEvents events,
            Clock clock) {
        this.methods = methods;
        this.filter = filter;
        this.backlog = backlog;
        this.access = access;
        this.stores = stores;
        this.locations = locations;
        this.quotas = quotas;
        this.tasks = tasks;
        this.fetchOrders = fetchOrders;
        this.commands = commands;
        this.events = events;
        this.clock = clock;
    }

    /** @throws ProblemException 400, 404, 403, 409, 413 or, when too many messages wait for Kafka, 503 */
    @Transactional
    void request(String imageId, Caller caller, ImportRequest request, @Nullable String requestId) {
        checkMethod(request);
        if (backlog.isFull()) {
            throw ProblemException.unavailable(
                    "Imports are not accepted just now: too many messages wait.", BACKLOG_RETRY_SECONDS);
        }
        ImageRow image = access.lock(imageId, caller, Rule.MODIFY_IMAGE);
        checkState(image, request.method());
        List<String> targets = targets(request);
        if (request.method().equals(ImportMethods.GLANCE_DIRECT)) {
            quotas.admitStored(image.owner);
        } else {
            quotas.admitImport(image.owner);
        }
        UUID task = UUID.randomUUID();
        var method = TaskInput.Method.of(request);
        var wish = new TaskInput.ImportReq(method, request.stores(), request.allStores(), request.mustSucceed());
        tasks.add(task, caller, requestId, new TaskInput(image.id, targets, wish));
        fetchOrders.note(task, request.method(), caller);
        image.importTask = task;
        image.updatedAt = clock.instant();
        events.happened(MessageType.IMAGE_IMPORT_REQUESTED, image, List.of(), null, null);
        commands.wake(task, image.id);
    }

    private void checkMethod(ImportRequest request) {
        if (!methods.enabled().contains(request.method())) {
            throw ProblemException.badRequest("Unknown import method name '%s'.".formatted(request.method()));
        }
        if (!request.method().equals(ImportMethods.WEB_DOWNLOAD)) {
            return;
        }
        String uri = request.uri();
        if (uri == null) {
            throw ProblemException.badRequest("The method web-download needs a uri.");
        }
        if (!filter.passes(uri)) {
            throw ProblemException.badRequest("URI for web-download does not pass filtering: " + uri);
        }
    }

    private void checkState(ImageRow image, String method) {
        boolean direct = method.equals(ImportMethods.GLANCE_DIRECT);
        ImageStatus needed = direct ? ImageStatus.UPLOADING : ImageStatus.QUEUED;
        if (image.status != needed) {
            throw ProblemException.conflict("Image %s is %s: the method %s needs one that is %s."
                    .formatted(image.id, image.status.word(), method, needed.word()));
        }
        if (direct && !locations.isStaged(image.id)) {
            throw ProblemException.conflict("The data of image %s is still being staged.".formatted(image.id));
        }
        if (image.diskFormat == null || image.containerFormat == null) {
            throw ProblemException.conflict(
                    "Properties disk_format and container_format must be set before an import.");
        }
        // A lock whose task is missing or over is nobody's.
        if (image.importTask != null && tasks.isLive(image.importTask)) {
            throw ProblemException.conflict("Image has active task.");
        }
    }

    private List<String> targets(ImportRequest request) {
        List<String> named = request.stores();
        List<String> targets;
        if (request.allStores()) {
            targets = stores.all().stream()
                    .filter(store -> !store.readOnly())
                    .map(Store::id)
                    .toList();
        } else if (named != null) {
            targets = named;
        } else {
            targets = stores.defaultStore().map(Store::id).stream().toList();
        }
        for (String target : targets) {
            if (!stores.exists(target)) {
                throw ProblemException.conflict("There is no store %s.".formatted(target));
            }
            if (stores.find(target).filter(Store::readOnly).isPresent()) {
                throw ProblemException.conflict("The store %s can only be read.".formatted(target));
            }
        }
        if (targets.isEmpty()) {
            throw ProblemException.unavailable("No store has been announced yet.", BACKLOG_RETRY_SECONDS);
        }
        if (targets.size() > 1) {
            throw ProblemException.badRequest("An import into more than one store is not offered yet.");
        }
        return targets;
    }
}
