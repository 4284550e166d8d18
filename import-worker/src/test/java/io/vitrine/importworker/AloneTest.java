package io.vitrine.importworker;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URL;
import org.junit.jupiter.api.Test;

/** Neither Kafka nor a token issuer is there: the service starts, is ready, and waits for them. */
@QuarkusTest
class AloneTest {
    @TestHTTPResource(value = "/health/ready", management = true)
    URL ready;

    @Test
    void readinessDoesNotDependOnAnybody() {
        given().get(ready).then().statusCode(200).body("status", equalTo("UP"));
    }
}
