package io.vitrine.imageapi.importing;

import io.quarkus.runtime.Startup;
import io.vitrine.imageapi.auth.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** The import plugins that are switched on (spec: imports, section 5). One that is not known stops the start. */
@Startup
@ApplicationScoped
class Plugins {
    private static final String INJECT = "inject_image_metadata";
    private static final List<String> KNOWN = List.of("no_op", "image_decompression", INJECT);

    private final List<String> enabled;
    private final PluginConfig.Inject inject;

    Plugins(PluginConfig config) {
        this.enabled = config.plugins().orElse(List.of());
        this.inject = config.inject();
        for (String plugin : enabled) {
            if (!KNOWN.contains(plugin)) {
                throw new IllegalStateException("images.import.plugins names '%s'. This release knows %s."
                        .formatted(plugin, String.join(", ", KNOWN)));
            }
        }
    }

    List<String> enabled() {
        return enabled;
    }

    /** Whether an import that this caller asks for gets the operator's properties: by his roles as they are, not by parts of their names. */
    boolean injectFor(Caller caller) {
        return enabled.contains(INJECT) && inject.ignoreUserRoles().stream().noneMatch(caller.roles()::contains);
    }

    Map<String, String> injected() {
        return inject.properties();
    }
}
