package io.vitrine.imageapi.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vitrine.imageapi.image.TextRules;
import io.vitrine.imageapi.location.ValidationData;
import io.vitrine.imageapi.problem.ProblemException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST /v2/images/{id}/locations} (spec: images, section 18). */
record LocationRequest(String url, @Nullable ValidationData validationData) {
    private static final Set<String> WEB = Set.of("http", "https");

    /** @throws ProblemException 400 */
    static LocationRequest of(ObjectNode body) {
        JsonNode url = body.path("url");
        if (!url.isTextual() || url.textValue().isBlank()) {
            throw ProblemException.badRequest("The field url must be a string.");
        }
        TextRules.check("Location", url.textValue());
        JsonNode data = body.get("validation_data");
        if (data == null || data.isNull() || data.isObject() && data.isEmpty()) {
            return new LocationRequest(url.textValue(), null);
        }
        ValidationData validation = ValidationData.read(data, false);
        String flaw = validation.flaw();
        if (flaw != null) {
            throw ProblemException.badRequest("In validation_data, " + flaw + ".");
        }
        return new LocationRequest(url.textValue(), validation);
    }

    /** Whether it is on the web, as its parsed scheme says. */
    boolean isOnTheWeb() {
        try {
            String scheme = new URI(url).getScheme();
            return scheme != null && WEB.contains(scheme.toLowerCase(Locale.ROOT));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
