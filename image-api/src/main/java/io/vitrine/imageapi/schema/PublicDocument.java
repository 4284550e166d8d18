package io.vitrine.imageapi.schema;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Paths;

/** The OpenAPI document tells users what they can call; what our services say to each other is not for them. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class PublicDocument implements OASFilter {
    @Override
    public void filterOpenAPI(OpenAPI document) {
        Paths paths = document.getPaths();
        if (paths != null && paths.getPathItems() != null) {
            List<String> all = new ArrayList<>(paths.getPathItems().keySet());
            all.stream().filter(path -> path.startsWith("/internal")).forEach(paths::removePathItem);
        }
    }
}
