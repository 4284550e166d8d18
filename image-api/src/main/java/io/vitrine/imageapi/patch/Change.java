package io.vitrine.imageapi.patch;

import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.patch.Operation.Verb;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An operation whose syntax, names and values are right; whether the image allows it is seen when it is applied. */
sealed interface Change {
    String LOCATIONS = "locations";

    /** As the API spells it. */
    String name();

    /** @param mustBeAbsent the older media type adds only what is not there, and a base attribute always is */
    record Base(BaseField field, boolean mustBeAbsent, Consumer<ImageRow> write) implements Change {
        @Override
        public String name() {
            return field.word();
        }
    }

    /**
     * Of a custom property.
     *
     * @param value null for a removal, and for a known property that may be null: neither is stored
     * @param mustBeAbsent whether an addition may overwrite
     */
    record Property(Verb verb, String name, @Nullable String value, boolean mustBeAbsent) implements Change {}

    /** @param index where, empty for the end; it only has to be there, because weights order locations */
    record AddLocation(OptionalInt index, GivenValue value) implements Change {
        @Override
        public String name() {
            return LOCATIONS;
        }
    }

    /** New metadata for the same URLs, or, where there are none yet, all at once. */
    record ReplaceLocations(List<GivenValue> values) implements Change {
        @Override
        public String name() {
            return LOCATIONS;
        }
    }

    record RemoveLocation(int index) implements Change {
        @Override
        public String name() {
            return LOCATIONS;
        }
    }
}
