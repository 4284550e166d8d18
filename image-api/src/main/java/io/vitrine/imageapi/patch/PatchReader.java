package io.vitrine.imageapi.patch;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrine.imageapi.image.FieldRules;
import io.vitrine.imageapi.image.JsonBody;
import io.vitrine.imageapi.image.ReservedNames;
import io.vitrine.imageapi.patch.Operation.Verb;
import io.vitrine.imageapi.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads patches: everything that can be judged without the image is judged here, so that a malformed patch of an image that does not exist is
 * 400 or 415, not 404 (spec: images, sections 0.3 and 6.1 to 6.3).
 */
@ApplicationScoped
class PatchReader {
    private final JsonBody bodies;
    private final FieldRules rules;
    private final LocationChangeReader locations;

    PatchReader(JsonBody bodies, FieldRules rules, LocationChangeReader locations) {
        this.bodies = bodies;
        this.rules = rules;
        this.locations = locations;
    }

    /** @throws ProblemException 415, 400, 403 for a name that clients cannot write, 413 for too many tags */
    List<Change> read(@Nullable String contentType, InputStream body) {
        PatchForm form = PatchForm.of(contentType)
                .orElseThrow(() -> ProblemException.unsupportedPatch(
                        "Header Content-Type must be one of " + PatchForm.ALL + ".", PatchForm.ALL));
        List<Change> changes = new ArrayList<>();
        for (JsonNode element : bodies.array(body)) {
            if (!element.isObject()) {
                throw ProblemException.badRequest("Each operation must be a JSON object.");
            }
            changes.add(change(form.read(element), form));
        }
        return changes;
    }

    private Change change(Operation operation, PatchForm form) {
        String name = operation.path().name();
        if (name.equals(Change.LOCATIONS)) {
            return locations.read(operation);
        }
        if (name.equals("id")) {
            throw ProblemException.forbidden("Attribute 'id' is read-only.");
        }
        ReservedNames.check(name);
        if (operation.path().depth() != 1) {
            throw ProblemException.badRequest("Attribute '%s' can only be written as a whole.".formatted(name));
        }
        boolean mustBeAbsent = form == PatchForm.V2_0 && operation.verb() == Verb.ADD;
        Optional<BaseField> base = BaseField.of(name);
        if (base.isEmpty()) {
            JsonNode value = operation.value();
            return new Change.Property(
                    operation.verb(), name, value == null ? null : rules.property(name, value), mustBeAbsent);
        }
        if (operation.verb() == Verb.REMOVE) {
            throw ProblemException.forbidden("Attribute '%s' may not be removed.".formatted(name));
        }
        JsonNode value = Objects.requireNonNull(operation.value());
        return new Change.Base(base.get(), mustBeAbsent, base.get().read(rules, value));
    }
}
