package io.vitrine.imageapi.patch;

import static io.restassured.RestAssured.given;

import io.restassured.response.ValidatableResponse;
import io.vitrine.imageapi.system.TestTokens;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Patches as clients send them, in both media types. */
final class Patches {
    static final String V2_0 = "application/openstack-images-v2.0-json-patch";
    static final String V2_1 = "application/openstack-images-v2.1-json-patch";
    static final String OWNER = "patch-o";

    private Patches() {}

    static ValidatableResponse patch(UUID image, String type, String body, int code) {
        return patch(TestTokens.member(OWNER), image, type, body, code);
    }

    static ValidatableResponse patch(String token, UUID image, String type, String body, int code) {
        return given().header("X-Auth-Token", token)
                .contentType(type)
                .body(body.getBytes(StandardCharsets.UTF_8))
                .patch("/v2/images/" + image)
                .then()
                .statusCode(code);
    }

    /** @param value JSON, {@code -} for none */
    static String newer(String verb, String path, String value) {
        return "{\"op\": \"%s\", \"path\": \"%s\"%s}".formatted(verb, path, value(value));
    }

    /** @param value JSON, {@code -} for none */
    static String older(String verb, String path, String value) {
        return "{\"%s\": \"%s\"%s}".formatted(verb, path, value(value));
    }

    private static String value(String value) {
        return value.equals("-") ? "" : ", \"value\": " + value;
    }
}
