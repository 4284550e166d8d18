package io.vitrine.imageapi.importing;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Import methods that are enabled and known to this release. */
@ApplicationScoped
public class ImportMethods {
    static final String WEB_DOWNLOAD = "web-download";
    private static final List<String> KNOWN = List.of(WEB_DOWNLOAD);

    private final List<String> enabled;

    ImportMethods(ImportConfig config) {
        this.enabled = config.methods().stream().filter(KNOWN::contains).toList();
    }

    public List<String> enabled() {
        return enabled;
    }
}
