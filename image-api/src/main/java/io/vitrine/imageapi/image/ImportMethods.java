package io.vitrine.imageapi.image;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Ways to import that are switched on and known to this release, as clients are told when they create an image: without them they refuse to ask. */
@ApplicationScoped
public class ImportMethods {
    public static final String GLANCE_DIRECT = "glance-direct";
    public static final String WEB_DOWNLOAD = "web-download";
    public static final String COPY_IMAGE = "copy-image";
    public static final String GLANCE_DOWNLOAD = "glance-download";
    private static final List<String> KNOWN = List.of(GLANCE_DIRECT, WEB_DOWNLOAD, COPY_IMAGE, GLANCE_DOWNLOAD);

    private final List<String> enabled;

    /** @param enabled ways to import that users may choose: {@code glance-direct}, {@code web-download}, {@code copy-image}, {@code glance-download} */
    ImportMethods(
            @ConfigProperty(name = "images.import.methods", defaultValue = "glance-direct,web-download,copy-image")
                    List<String> enabled) {
        this.enabled = enabled.stream().filter(KNOWN::contains).toList();
    }

    public List<String> enabled() {
        return enabled;
    }
}
