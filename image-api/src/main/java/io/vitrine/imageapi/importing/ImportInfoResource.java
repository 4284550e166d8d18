package io.vitrine.imageapi.importing;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrine.imageapi.image.ImportMethods;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;

/** Which import methods may be used (spec: images, section 17). */
@Path("/v2/info/import")
@Authenticated
@RunOnVirtualThread
class ImportInfoResource {
    record Methods(String description, String type, List<String> value) {}

    private final ImportMethods methods;

    ImportInfoResource(ImportMethods methods) {
        this.methods = methods;
    }

    @GET
    public Map<String, Methods> methods() {
        return Map.of("import-methods", new Methods("Import methods available.", "array", methods.enabled()));
    }
}
