package io.vitrine.imageapi.schema;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vitrine.imageapi.system.RealComponents;
import io.vitrine.imageapi.system.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemas are a contract: python-glanceclient holds every answer against them (spec: images, section 21). */
@QuarkusTest
@WithTestResource(RealComponents.class)
class SchemasIT {
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4);

    @ParameterizedTest
    @ValueSource(strings = {"{}", """
            {"name": "n", "visibility": "private", "disk_format": "qcow2", "container_format": "bare", "min_ram": 1,
             "tags": ["a"], "architecture": "x86_64", "kernel_id": null, "anything": "else", "owner_specified.md5": ""}"""})
    void everyImageKeepsToItsSchema(String body) {
        String token = TestTokens.member("schemas");
        String id = given().header("X-Auth-Token", token)
                .body(body)
                .post("/v2/images")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        assertThat(faults("/v2/schemas/image", get("/v2/images/" + id))).isEmpty();
        assertThat(faults("/v2/schemas/images", get("/v2/images?limit=5"))).isEmpty();
    }

    @Test
    void theSchemaSaysWhatClientsBuildTheirOptionsFrom() {
        given().header("X-Auth-Token", TestTokens.reader("schemas"))
                .get("/v2/schemas/image")
                .then()
                .statusCode(200)
                .contentType(equalTo("application/json"))
                .body("name", equalTo("image"))
                .body("properties.disk_format.enum[0]", nullValue())
                .body("properties.disk_format.enum", hasItems("qcow2", "raw", "ploop"))
                .body("properties.container_format.enum[0]", nullValue())
                .body("properties.status.readOnly", equalTo(true))
                .body("properties.name.maxLength", equalTo(255))
                .body(
                        "properties.locations.items.properties.validation_data.required",
                        hasItems("os_hash_algo", "os_hash_value"))
                .body("properties.kernel_id.is_base", equalTo(false))
                .body("additionalProperties.type", equalTo("string"))
                .body("links.rel", hasItems("self", "enclosure", "describedby"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image",
                "images",
                "member",
                "members",
                "task",
                "tasks",
                "metadefs/namespace",
                "metadefs/resource_type"
            })
    void everySchemaIsFetchedOnce(String name) {
        String token = TestTokens.of(null, "service");
        String etag = given().header("X-Auth-Token", token)
                .get("/v2/schemas/" + name)
                .then()
                .statusCode(200)
                .extract()
                .header("ETag");

        given().header("X-Auth-Token", token)
                .header("If-None-Match", etag)
                .get("/v2/schemas/" + name)
                .then()
                .statusCode(304)
                .header("ETag", etag);
        given().get("/v2/schemas/" + name).then().statusCode(401);
    }

    private static java.util.List<com.networknt.schema.Error> faults(String schema, String document) {
        return SCHEMAS.getSchema(get(schema), InputFormat.JSON).validate(document, InputFormat.JSON);
    }

    private static String get(String path) {
        return given().header("X-Auth-Token", TestTokens.member("schemas"))
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }
}
