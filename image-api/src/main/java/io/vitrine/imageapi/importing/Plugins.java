package io.vitrine.imageapi.importing;

import io.quarkus.runtime.Startup;
import io.vitrine.imageapi.auth.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The import plugins that are switched on (spec: imports, section 5). One that is not known stops the start. */
@Startup
@ApplicationScoped
class Plugins {
    private static final String INJECT = "inject_image_metadata";
    private static final String DECOMPRESSION = "image_decompression";
    private static final String CONVERSION = "image_conversion";
    private static final List<String> KNOWN = List.of("no_op", DECOMPRESSION, CONVERSION, INJECT);
    private static final List<String> CONVERTED = List.of("raw", "qcow2", "vmdk");

    private final List<String> enabled;
    private final PluginConfig.Inject inject;
    private final String conversionFormat;

    Plugins(PluginConfig config) {
        this.enabled = config.plugins().orElse(List.of());
        this.inject = config.inject();
        this.conversionFormat = config.conversionFormat();
        for (String plugin : enabled) {
            if (!KNOWN.contains(plugin)) {
                throw new IllegalStateException("images.import.plugins names '%s'. This release knows %s."
                        .formatted(plugin, String.join(", ", KNOWN)));
            }
        }
        if (!CONVERTED.contains(conversionFormat)) {
            throw new IllegalStateException("images.import.conversion.format is '%s'. Images are converted into %s."
                    .formatted(conversionFormat, String.join(", ", CONVERTED)));
        }
        if (enabled.contains(CONVERSION) && enabled.indexOf(DECOMPRESSION) > enabled.indexOf(CONVERSION)) {
            throw new IllegalStateException(
                    "images.import.plugins names image_conversion before image_decompression. What is packed cannot be converted: change their order.");
        }
    }

    List<String> enabled() {
        return enabled;
    }

    /** Whether bytes become others on their way, and a worker has to see them. */
    boolean changeBytes() {
        return enabled.contains(DECOMPRESSION) || enabled.contains(CONVERSION);
    }

    /** The {@code disk_format} that images are converted into. */
    Optional<String> conversionFormat() {
        return enabled.contains(CONVERSION) ? Optional.of(conversionFormat) : Optional.empty();
    }

    /** Whether an import that this caller asks for gets the operator's properties: by his roles as they are, not by parts of their names. */
    boolean injectFor(Caller caller) {
        return enabled.contains(INJECT) && inject.ignoreUserRoles().stream().noneMatch(caller.roles()::contains);
    }

    Map<String, String> injected() {
        return inject.properties();
    }
}
