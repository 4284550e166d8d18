package io.vitrine.imageapi.schema;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vitrine.imageapi.system.RealComponents;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The document at {@code /openapi} and the routes say the same: a route that nobody described fails here, and so does an invented one. */
@QuarkusTest
@WithTestResource(RealComponents.class)
class OpenApiIT {
    /** Answered before any route is looked for. */
    private static final Set<String> DISCOVERY = Set.of("get /", "get /versions");

    private static final Pattern REFERENCE = Pattern.compile("\"\\$ref\" ?: ?\"#/([^\"]+)\"");

    private String text;
    private TreeMap<String, JsonObject> operations;

    @BeforeEach
    void read() {
        text = given().get("/openapi?format=json")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        operations = new TreeMap<>();
        JsonObject paths = new JsonObject(text).getJsonObject("paths");
        paths.forEach(path -> ((JsonObject) path.getValue()).forEach(entry -> {
            if (!entry.getKey().equals("parameters")) {
                operations.put(entry.getKey() + " " + path.getKey(), (JsonObject) entry.getValue());
            }
        }));
    }

    @Test
    void everyRouteIsDescribedAndNoneIsInvented() {
        TreeSet<String> described = new TreeSet<>(operations.keySet());
        described.removeAll(DISCOVERY);
        described.removeIf(name -> operations.get(name).containsKey("x-served-by"));

        assertThat(described).isEqualTo(routes());
    }

    @Test
    void byteCallsAreDescribedAsTheFrontDoors() {
        for (String call : Set.of("put", "get", "head")) {
            assertThat(operations.get(call + " /v2/images/{id}/file").getString("x-served-by"))
                    .isEqualTo("store-gateway");
        }
    }

    @Test
    void everyOperationSaysWhatItDoesAndHowItEnds() {
        operations.forEach((name, operation) -> {
            JsonObject answers = operation.getJsonObject("responses");
            assertThat(operation.getString("summary")).as(name).isNotBlank();
            assertThat(operation.getString("operationId")).as(name).isNotBlank();
            assertThat(answers.fieldNames()).as(name).anyMatch(code -> code.startsWith("2") || code.equals("300"));
            if (name.contains(" /v2/")) {
                assertThat(answers.fieldNames()).as(name).contains("401", "405", "431", "503");
            }
            if (name.contains("{")) {
                assertThat(answers.fieldNames()).as(name).contains("404");
            }
            if (name.startsWith("post ") && operation.containsKey("requestBody") || name.startsWith("patch ")) {
                assertThat(operation.getJsonObject("requestBody").encode())
                        .as(name)
                        .contains("examples");
            }
        });
    }

    @Test
    void everyErrorHasAnExampleAsItIsAnswered() {
        JsonObject answers = new JsonObject(text).getJsonObject("components").getJsonObject("responses");
        answers.forEach(answer -> {
            JsonObject json =
                    ((JsonObject) answer.getValue()).getJsonObject("content").getJsonObject("application/json");
            JsonObject error = json.getJsonObject("example").getJsonObject("error");
            assertThat(error.fieldNames()).as(answer.getKey()).containsExactlyInAnyOrder("code", "title", "message");
        });
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        JsonObject document = new JsonObject(text);
        REFERENCE
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .distinct()
                .forEach(reference -> {
                    JsonObject at = document;
                    for (String step : reference.split("/")) {
                        at = at.getJsonObject(step);
                        assertThat(at).as(reference).isNotNull();
                    }
                });
    }

    /** Public resource methods as {@code get /v2/images/{id}}. */
    private static TreeSet<String> routes() {
        TreeSet<String> routes = new TreeSet<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.vitrine.imageapi")) {
            if (type.isAnnotatedWith(Path.class)) {
                String base = type.getAnnotationOfType(Path.class).value();
                for (JavaMethod method : type.getMethods()) {
                    method.getAnnotations().stream()
                            .flatMap(annotation ->
                                    annotation.getRawType().tryGetAnnotationOfType(HttpMethod.class).stream())
                            .forEach(verb -> routes.add(
                                    verb.value().toLowerCase(java.util.Locale.ROOT) + " " + path(base, method)));
                }
            }
        }
        routes.removeIf(route -> route.contains(" /internal/"));
        return routes;
    }

    private static String path(String base, JavaMethod method) {
        return method.tryGetAnnotationOfType(Path.class)
                .map(path -> base + "/" + path.value())
                .orElse(base)
                .replaceAll("/+", "/");
    }
}
