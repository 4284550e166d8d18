package io.vitrine.imageapi.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.image.ImportMethods;
import io.vitrine.imageapi.image.NewImages;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.quota.Quotas;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The old way to import: a task that makes its image itself (spec: imports, section 9). From then on it is a download like any other, into the
 * default store. When it fails, the image stays queued, and its owner may delete it or import into it.
 */
@ApplicationScoped
class LegacyImports {
    private final ImportMethods methods;
    private final UriFilter filter;
    private final NewImages images;
    private final TargetStores stores;
    private final Quotas quotas;
    private final ImportStart start;

    LegacyImports(
            ImportMethods methods,
            UriFilter filter,
            NewImages images,
            TargetStores stores,
            Quotas quotas,
            ImportStart start) {
        this.methods = methods;
        this.filter = filter;
        this.images = images;
        this.stores = stores;
        this.quotas = quotas;
        this.start = start;
    }

    /**
     * @return the task
     * @throws ProblemException 400, 403, 413 or 503
     */
    @Transactional
    UUID create(ObjectNode body, Caller caller, @Nullable String requestId) {
        if (!body.path("type").asText().equals(NewTask.IMPORT)
                || !body.path("type").isTextual()) {
            throw ProblemException.badRequest("The field type must be import.");
        }
        if (!(body.get("input") instanceof ObjectNode input)) {
            throw ProblemException.badRequest("The field input must be an object.");
        }
        if (!methods.enabled().contains(ImportMethods.WEB_DOWNLOAD)) {
            throw ProblemException.badRequest("Downloads are not available at this site.");
        }
        String uri = text(input, "import_from");
        String format = text(input, "import_from_format");
        if (!filter.passes(uri)) {
            throw ProblemException.badRequest("URI for import does not pass filtering: " + uri);
        }
        ObjectNode wanted = image(input.get("image_properties"), format);
        start.requireRoom();
        var method = new TaskInput.Method(ImportMethods.WEB_DOWNLOAD, uri);
        var wish = new TaskInput.ImportReq(method, null, false, true);
        var targets = stores.of(new ImportRequest(ImportMethods.WEB_DOWNLOAD, uri, null, false, true));
        ImageRow image = images.create(wanted, caller);
        quotas.admitImport(image.owner);
        UUID task = UUID.randomUUID();
        start.begin(
                image,
                new NewTask(
                        task,
                        NewTask.IMPORT,
                        image.id,
                        NewTask.ownerOf(caller),
                        caller.userId(),
                        requestId,
                        input,
                        new TaskInput(image.id, targets, wish)));
        return task;
    }

    /** What the properties leave open is a bare image of the announced format. */
    private static ObjectNode image(@Nullable JsonNode properties, String format) {
        if (!(properties instanceof ObjectNode given)) {
            throw ProblemException.badRequest("The field image_properties must be an object.");
        }
        ObjectNode image = JsonNodeFactory.instance.objectNode();
        image.put("disk_format", format).put("container_format", "bare");
        image.setAll(given);
        return image;
    }

    private static String text(ObjectNode input, String field) {
        JsonNode value = input.get(field);
        if (value == null || !value.isTextual() || value.textValue().isBlank()) {
            throw ProblemException.badRequest("The field %s must be a text that is not empty.".formatted(field));
        }
        return value.textValue();
    }
}
