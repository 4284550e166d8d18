package io.vitrine.imageapi.importing;

import io.vitrine.contracts.internal.OpenPlacement;
import io.vitrine.contracts.internal.UploadGrant;
import io.vitrine.imageapi.data.StoreList;
import io.vitrine.imageapi.data.UploadAbort;
import io.vitrine.imageapi.data.WriteGrants;
import io.vitrine.imageapi.data.WriteOrder;
import io.vitrine.imageapi.image.ImageLimits;
import io.vitrine.imageapi.image.ImageRepository;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.location.LocationRemoval;
import io.vitrine.imageapi.location.Locations;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.quota.CountLimit;
import io.vitrine.imageapi.store.Store;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;

/** An import writes into one store. Fence is the job's generation; the write draws its own, so that no object name is used twice. */
@ApplicationScoped
class JobPlacement {
    private final Tasks tasks;
    private final ImageRepository images;
    private final WriteGrants grants;
    private final UploadAbort uploads;
    private final Locations locations;
    private final ImageLimits limits;
    private final LocationRemoval removal;
    private final Plugins plugins;

    JobPlacement(
            Tasks tasks,
            ImageRepository images,
            WriteGrants grants,
            UploadAbort uploads,
            Locations locations,
            ImageLimits limits,
            LocationRemoval removal,
            Plugins plugins) {
        this.tasks = tasks;
        this.images = images;
        this.grants = grants;
        this.uploads = uploads;
        this.locations = locations;
        this.limits = limits;
        this.removal = removal;
        this.plugins = plugins;
    }

    /** @throws ProblemException 409 ({@code stale}), 400 for a store that is not the job's, 503 for one that is away, 413, or 409 when it has the bytes */
    @Transactional
    UploadGrant open(UUID id, OpenPlacement request) {
        ImageRow image =
                tasks.find(id).flatMap(task -> images.lock(task.imageId())).orElseThrow(Task::stale);
        Task task = tasks.find(id).orElseThrow(Task::stale);
        task.requireRunning(request.generation(), image);
        if (request.store().equals(Store.STAGING)) {
            return prepare(image, task, request);
        }
        if (!task.input().backend().contains(request.store())) {
            throw ProblemException.badRequest("The store %s is not one of this import's.".formatted(request.store()));
        }
        grants.store(request.store());
        grants.checkSize(request.size());
        List<String> stores = locations.stores(image.id);
        if (stores.contains(request.store())) {
            throw ProblemException.conflict("The store %s has the bytes.".formatted(request.store()));
        }
        CountLimit.check("images.limits.locations", limits.locations(), "locations", stores.size() + 1);
        uploads.endThoseInto(image, id, request.store());
        image.importingToStores = StoreList.with(image.importingToStores, request.store());
        image.failedImport = StoreList.without(image.failedImport, request.store());
        var order = WriteOrder.placement(request.holder(), request.store(), request.size(), id, request.generation());
        return grants.open(image, order, null);
    }

    /** Bytes that are to be converted are staged first, and inspected while they are: what an earlier call brought is replaced. */
    private UploadGrant prepare(ImageRow image, Task task, OpenPlacement request) {
        if (plugins.conversionFormat().isEmpty() || task.copies() || image.osHashValue != null) {
            throw ProblemException.badRequest("This import is not to be converted.");
        }
        grants.checkSize(request.size());
        uploads.endThoseInto(image, task.id(), Store.STAGING);
        removal.removeStagedOf(image.id, task.id());
        var order = WriteOrder.preparation(request.holder(), request.size(), task.id(), request.generation());
        return grants.open(image, order, null);
    }
}
