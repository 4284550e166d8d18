package io.vitrine.imageapi.importing;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrine.imageapi.image.ImportMethods;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which import methods may be used (spec: images, section 17). */
@Path("/v2/info/import")
@Authenticated
@RunOnVirtualThread
class ImportInfoResource {
    record Methods(String description, String type, List<String> value) {}

    /** Beside what clients look for, which they are not disturbed by. */
    private static final Methods CHECKSUMS = new Methods(
            "Algorithms of the checksum that a web-download can be given.",
            "array",
            ImportSource.CHECKSUMS.keySet().stream().sorted().toList());

    private final ImportMethods methods;

    ImportInfoResource(ImportMethods methods) {
        this.methods = methods;
    }

    @GET
    public Map<String, Methods> methods() {
        Map<String, Methods> info = new LinkedHashMap<>();
        info.put("import-methods", new Methods("Import methods available.", "array", methods.enabled()));
        if (methods.enabled().contains(ImportMethods.WEB_DOWNLOAD)) {
            info.put("web-download-checksums", CHECKSUMS);
        }
        return info;
    }
}
