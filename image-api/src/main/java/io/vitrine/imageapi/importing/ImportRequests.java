package io.vitrine.imageapi.importing;

import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.image.ImageAccess;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.image.ImageStatus;
import io.vitrine.imageapi.image.ImportMethods;
import io.vitrine.imageapi.location.Locations;
import io.vitrine.imageapi.policy.Rule;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.quota.Quotas;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A user asks for an import: checked, locked, noted, and announced to the workers (spec: images, section 14). */
@ApplicationScoped
class ImportRequests {
    private final ImportMethods methods;
    private final UriFilter filter;
    private final ImageAccess access;
    private final TargetStores targets;
    private final Locations locations;
    private final Quotas quotas;
    private final Tasks tasks;
    private final FetchOrders fetchOrders;
    private final ImportStart start;

    ImportRequests(
            ImportMethods methods,
            UriFilter filter,
            ImageAccess access,
            TargetStores targets,
            Locations locations,
            Quotas quotas,
            Tasks tasks,
            FetchOrders fetchOrders,
            ImportStart start) {
        this.methods = methods;
        this.filter = filter;
        this.access = access;
        this.targets = targets;
        this.locations = locations;
        this.quotas = quotas;
        this.tasks = tasks;
        this.fetchOrders = fetchOrders;
        this.start = start;
    }

    /**
     * Nothing left to copy is done already: no task.
     *
     * @throws ProblemException 400, 404, 403, 409, 413 or, when too many messages wait for Kafka, 503
     */
    @Transactional
    void request(String imageId, Caller caller, ImportRequest request, @Nullable String requestId) {
        checkMethod(request);
        start.requireRoom();
        boolean copies = request.method().equals(ImportMethods.COPY_IMAGE);
        ImageRow image = access.lock(imageId, caller, copies ? Rule.COPY_IMAGE : Rule.MODIFY_IMAGE);
        checkState(image, request.method());
        List<String> chosen = targets.of(request);
        List<String> targets = copies ? lacking(image, request, chosen) : chosen;
        if (targets.isEmpty()) {
            return;
        }
        if (request.method().equals(ImportMethods.WEB_DOWNLOAD)) {
            quotas.admitImport(image.owner);
        } else {
            quotas.admitStored(image.owner);
        }
        UUID task = UUID.randomUUID();
        var method = TaskInput.Method.of(request);
        var wish = new TaskInput.ImportReq(method, request.stores(), request.allStores(), request.mustSucceed());
        TaskInput input = new TaskInput(image.id, targets, wish);
        start.begin(
                image,
                new NewTask(
                        task,
                        NewTask.API_IMAGE_IMPORT,
                        image.id,
                        NewTask.ownerOf(caller),
                        caller.userId(),
                        requestId,
                        input,
                        null));
        fetchOrders.note(task, request.method(), caller);
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
        ImageStatus needed = switch (method) {
            case ImportMethods.GLANCE_DIRECT -> ImageStatus.UPLOADING;
            case ImportMethods.COPY_IMAGE -> ImageStatus.ACTIVE;
            default -> ImageStatus.QUEUED;
        };
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

    /** The stores that have no copy yet. */
    private List<String> lacking(ImageRow image, ImportRequest request, List<String> chosen) {
        List<String> holding = locations.stores(image.id);
        Optional<String> there = chosen.stream().filter(holding::contains).findFirst();
        if (there.isPresent() && !request.allStores()) {
            throw ProblemException.badRequest(
                    "The image %s is already present in store %s.".formatted(image.id, there.get()));
        }
        return chosen.stream().filter(store -> !holding.contains(store)).toList();
    }
}
