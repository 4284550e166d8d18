package io.vitrine.imageapi.patch;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrine.imageapi.image.LocationOptions;
import io.vitrine.imageapi.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/** Reads operations on {@code /locations}, where an operator allows them (spec: images, section 6.4). */
@ApplicationScoped
class LocationChangeReader {
    private static final String END = "-";
    private static final int INDEX_DIGITS = 6;

    private final LocationOptions options;

    LocationChangeReader(LocationOptions options) {
        this.options = options;
    }

    /** @throws ProblemException 403 when they are not allowed, or 400 */
    Change read(Operation operation) {
        if (!options.showMultiple()) {
            throw ProblemException.forbidden("It is not allowed to change the locations of an image.");
        }
        return switch (operation.verb()) {
            case ADD -> {
                String place = place(operation);
                OptionalInt index = place.equals(END) ? OptionalInt.empty() : OptionalInt.of(index(place));
                yield new Change.AddLocation(index, GivenValue.read(value(operation)));
            }
            case REMOVE -> new Change.RemoveLocation(index(place(operation)));
            case REPLACE -> replace(operation);
        };
    }

    private static Change replace(Operation operation) {
        if (operation.path().depth() != 1) {
            throw ProblemException.badRequest("Locations can be replaced all at once only.");
        }
        JsonNode value = value(operation);
        if (!value.isArray()) {
            throw ProblemException.badRequest("The locations of an image are an array.");
        }
        List<GivenValue> values = new ArrayList<>();
        value.forEach(each -> values.add(GivenValue.read(each)));
        return new Change.ReplaceLocations(List.copyOf(values));
    }

    private static JsonNode value(Operation operation) {
        return Objects.requireNonNull(operation.value());
    }

    private static String place(Operation operation) {
        if (operation.path().depth() != 2) {
            throw ProblemException.badRequest(
                    "A location is added or removed by its place, such as /locations/0 or, at the end, /locations/-.");
        }
        return operation.path().segments().getLast();
    }

    private static int index(String place) {
        if (!place.matches("\\d{1," + INDEX_DIGITS + "}")) {
            throw ProblemException.badRequest("There is no location '%s'.".formatted(place));
        }
        return Integer.parseInt(place);
    }
}
