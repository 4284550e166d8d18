package io.vitrine.imageapi.image;

import io.quarkus.runtime.Startup;
import io.vitrine.imageapi.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The custom properties that this installation knows, and those that every image must have (spec: model, 6.1). */
@Startup
@ApplicationScoped
public class KnownProperties {
    private final Map<String, KnownProperty> byName = new LinkedHashMap<>();
    private final List<String> required;

    KnownProperties(SchemaConfig config) {
        SchemaFile file = config.file().map(SchemaFile::read).orElse(new SchemaFile(KnownProperty.BUILT_IN, List.of()));
        file.properties().forEach(property -> byName.put(property.name(), property));
        required = file.required();
    }

    public List<KnownProperty> all() {
        return List.copyOf(byName.values());
    }

    /** Names that the document of every image must have. */
    public List<String> required() {
        return required;
    }

    Optional<KnownProperty> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /**
     * @param present names of the custom properties that an image will have
     * @throws ProblemException 400 that names what is missing
     */
    public void requireAll(Set<String> present) {
        for (String name : required) {
            if (!present.contains(name)) {
                throw ProblemException.badRequest("Property '%s' is required.".formatted(name));
            }
        }
    }
}
