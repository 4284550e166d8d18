package io.vitrine.imageapi.version;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.vitrine.imageapi.system.GatewayElsewhere;
import io.vitrine.imageapi.system.RealComponents;
import org.junit.jupiter.api.Test;

/** What strangers say about where a call came from is not believed (spec: seeds, section 3). */
@QuarkusTest
@TestProfile(GatewayElsewhere.class)
@WithTestResource(RealComponents.class)
class StrangersIT {
    @Test
    void theirHeadersChangeNoLink() {
        given().header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "evil.example.org")
                .header("X-Forwarded-Prefix", "/evil")
                .header("X-Forwarded-Trusted-Proxy", "true")
                .get("/versions")
                .then()
                .statusCode(200)
                .body("versions.links.flatten().href", everyItem(startsWith("http://localhost:")))
                .body("versions[0].links[0].href", equalTo("http://localhost:" + RestAssured.port + "/v2/"));
    }
}
