package io.vitrine.imageapi.location;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import org.eclipse.microprofile.config.spi.Converter;

/** What a caller reads who takes an image out of a store that had lost its data before (spec: seeds, S30). */
@ConfigMapping(prefix = "images.delete")
interface MissingDataConfig {
    /** 410 tells it; 204 is for clients to which only that means success. The location is removed either way. */
    @WithDefault("410")
    @WithConverter(Reader.class)
    Code missingDataCode();

    /** The two that there are. */
    enum Code {
        GONE,
        DONE
    }

    /** Refuses every other code, at the start of the service. */
    final class Reader implements Converter<Code> {
        private static final long serialVersionUID = 1L;

        @Override
        public Code convert(String value) {
            return switch (value) {
                case "410" -> Code.GONE;
                case "204" -> Code.DONE;
                default ->
                    throw new IllegalArgumentException(
                            "The setting 'images.delete.missing-data-code' must be 410 or 204, and '%s' is neither."
                                    .formatted(value));
            };
        }
    }
}
