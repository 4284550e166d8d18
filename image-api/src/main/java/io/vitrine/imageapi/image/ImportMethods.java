package io.vitrine.imageapi.image;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Ways to import that are switched on, as clients are told when they create an image: without them they refuse to ask. */
@ApplicationScoped
class ImportMethods {
    private final List<String> enabled;

    ImportMethods(@ConfigProperty(name = "images.import.methods", defaultValue = "web-download") List<String> enabled) {
        this.enabled = List.copyOf(enabled);
    }

    List<String> enabled() {
        return enabled;
    }
}
