package io.vitrine.imageapi.schema;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/**
 * Completes the OpenAPI document: {@code x-errors} names the error answers of a call in one line, and what every call with a token can
 * answer (spec: images, 0.4) is said once, here.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ErrorAnswersFilter implements OASFilter {
    private static final String OWN = "x-errors";
    private static final List<String> COMMON =
            List.of("Unauthorized", "MethodNotAllowed", "HeaderTooLarge", "Unavailable");

    @Override
    public void filterOpenAPI(OpenAPI document) {
        Map<String, APIResponse> answers = document.getComponents().getResponses();
        document.getPaths().getPathItems().values().stream()
                .flatMap(path -> path.getOperations().values().stream())
                .forEach(operation -> complete(operation, answers));
    }

    private static void complete(Operation operation, Map<String, APIResponse> answers) {
        boolean needsToken = operation.getSecurity() == null;
        Stream.concat(own(operation), needsToken ? COMMON.stream() : Stream.empty())
                .forEach(name -> operation
                        .getResponses()
                        .addAPIResponse(
                                code(name, answers),
                                OASFactory.createAPIResponse().ref(name)));
        operation.removeExtension(OWN);
    }

    private static Stream<String> own(Operation operation) {
        Object names = operation.getExtensions() == null
                ? null
                : operation.getExtensions().get(OWN);
        return names instanceof List<?> list ? list.stream().map(String::valueOf) : Stream.empty();
    }

    private static String code(String name, Map<String, APIResponse> answers) {
        APIResponse answer = answers.get(name);
        if (answer == null) {
            throw new IllegalStateException("openapi.yaml has no answer called " + name);
        }
        return String.valueOf(answer.getExtensions().get("x-code"));
    }
}
