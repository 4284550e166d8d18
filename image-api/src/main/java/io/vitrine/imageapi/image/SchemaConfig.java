package io.vitrine.imageapi.image;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Which custom properties have a meaning of their own. */
@ConfigMapping(prefix = "images.schema")
interface SchemaConfig {
    /**
     * JSON file of properties in place of the built-in ones: {@code {"name": {"type": "string", …}}}, or
     * {@code {"properties": {…}, "required": [name, …]}}.
     */
    Optional<Path> file();
}
