package io.vitrine.imageapi.patch;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrine.imageapi.patch.Operation.Verb;
import io.vitrine.imageapi.problem.ProblemException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The two media types of a patch. Both are in use: Tempest sends the older one, glanceclient and openstacksdk the newer one. */
enum PatchForm {
    /** {@code {"replace": "/name", "value": "x"}}. */
    V2_0("application/openstack-images-v2.0-json-patch") {
        @Override
        Operation read(JsonNode element) {
            List<Verb> verbs = Arrays.stream(Verb.values())
                    .filter(verb -> element.has(verb.word()))
                    .toList();
            if (verbs.size() != 1) {
                throw ProblemException.badRequest(
                        "Each operation must have exactly one of the members 'add', 'replace' and 'remove'.");
            }
            return operation(verbs.getFirst(), element.path(verbs.getFirst().word()), element);
        }
    },
    /** {@code {"op": "replace", "path": "/name", "value": "x"}}. */
    V2_1("application/openstack-images-v2.1-json-patch") {
        @Override
        Operation read(JsonNode element) {
            JsonNode op = element.path("op");
            Verb verb = Verb.of(op.isTextual() ? op.textValue() : "")
                    .orElseThrow(
                            () -> ProblemException.badRequest("Member 'op' must be 'add', 'replace' or 'remove'."));
            return operation(verb, element.path("path"), element);
        }
    };

    static final String ALL = V2_0.mediaType + ", " + V2_1.mediaType;

    private final String mediaType;

    PatchForm(String mediaType) {
        this.mediaType = mediaType;
    }

    abstract Operation read(JsonNode element);

    /** Parameters, such as a charset, do not matter. */
    static Optional<PatchForm> of(@Nullable String contentType) {
        String type =
                contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(form -> form.mediaType.equals(type))
                .findFirst();
    }

    private static Operation operation(Verb verb, JsonNode path, JsonNode element) {
        if (!path.isTextual()) {
            throw ProblemException.badRequest("The path of an operation must be a string.");
        }
        JsonNode value = element.get("value");
        if (verb != Verb.REMOVE && value == null) {
            throw ProblemException.badRequest(
                    "Operation '%s' on '%s' needs the member 'value'.".formatted(verb.word(), path.textValue()));
        }
        return new Operation(verb, Pointer.parse(path.textValue()), verb == Verb.REMOVE ? null : value);
    }
}
