package io.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.DriverManager;
import java.util.Base64;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TestComponentsIT {
    private static TestComponents components;

    @BeforeAll
    static void start() {
        components = TestComponents.ensure();
    }

    @Test
    void aDatabaseBelongsToARoleOfItsOwn() throws Exception {
        Database database = components.database("local_it");
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS kept (id int)");
        }

        assertThat(components.database("local_it")).isEqualTo(database);
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                var rows = connection.createStatement().executeQuery("SELECT count(*) FROM kept")) {
            assertThat(rows.next()).isTrue();
        }
    }

    @Test
    void aWrongDatabasePasswordIsRefused() {
        Database database = components.database("local_it");

        assertThatThrownBy(() -> DriverManager.getConnection(database.jdbcUrl(), database.user(), "wrong"))
                .hasMessageContaining("password authentication failed");
    }

    @ParameterizedTest
    @CsvSource({
        "admin,admin,admin",
        "demo,demo,member",
        "alt,alt,member",
        "third,third,member",
        "demo-reader,demo,reader"
    })
    void usersHaveTheirProjectAndRole(String user, String project, String role) throws Exception {
        JsonNode claims = claims(components.token(user));

        assertThat(claims.get("iss").asText()).isEqualTo(components.issuer());
        assertThat(claims.get("aud").asText()).isEqualTo("image-service");
        assertThat(claims.get("project_id").asText()).isEqualTo(project);
        assertThat(claims.get("preferred_username").asText()).isEqualTo(user);
        assertThat(claims.at("/resource_access/image-service/roles").toString()).contains('"' + role + '"');
        assertThat(claims.get("exp").asLong() - claims.get("iat").asLong()).isEqualTo(300);
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void servicesHaveTheRoleOfTheirNameAndNoOther(Service service) throws Exception {
        JsonNode claims = claims(components.serviceToken(service));

        assertThat(claims.at("/resource_access/image-service/roles").toString())
                .isEqualTo("[\"" + service.account() + "\"]");
        assertThat(claims.at("/resource_access").size()).isEqualTo(1);
        assertThat(claims.has("realm_access")).isFalse();
        assertThat(claims.has("project_id")).isFalse();
        assertThat(claims.get("aud").asText()).isEqualTo("image-service");
    }

    @Test
    void aWrongPasswordGivesNoTokenButASentence() {
        assertThatThrownBy(() -> components.system().token("demo", "wrong"))
                .isInstanceOf(LocalFailure.class)
                .hasMessageContaining("Invalid user credentials");
    }

    @Test
    void theObjectServerTakesWhatIsSignedWithItsKey() throws Exception {
        components.bucket("local-it");
        S3Access access = components.s3();

        assertThat(S3Signer.put(access, access.secretKey(), "/local-it/object", "bytes"))
                .isEqualTo(200);
        assertThat(components.system().bucketDir("local-it").resolve("object")).hasContent("bytes");
    }

    @Test
    void theObjectServerRefusesAWrongKeyAndNone() throws Exception {
        components.bucket("local-it");
        S3Access access = components.s3();

        assertThat(S3Signer.put(access, "wrong", "/local-it/forged", "bytes")).isEqualTo(403);
        try (HttpClient client = HttpClient.newHttpClient()) {
            var anonymous = HttpRequest.newBuilder(URI.create(access.endpoint() + "/local-it/anonymous"))
                    .PUT(HttpRequest.BodyPublishers.ofString("bytes"))
                    .build();
            assertThat(client.send(anonymous, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(components.system().bucketDir("local-it").resolve("forged")).doesNotExist();
    }

    @Test
    void topicsMayBeMadeTwice() {
        components.topics("local-it-topic");
        components.topics("local-it-topic");
    }

    @Test
    void aKilledPartComesBack() {
        VitrineSystem system = components.system();
        long before = system.pid(Component.S3).orElseThrow();

        system.kill(Component.S3);
        assertThat(system.running(Component.S3)).isFalse();
        assertThat(system.ready(Component.S3)).isFalse();
        system.start(Component.S3);

        assertThat(system.ready(Component.S3)).isTrue();
        assertThat(system.pid(Component.S3).orElseThrow()).isNotEqualTo(before);
    }

    @Test
    void aPausedPartIsThereAndAnswersNothing() {
        VitrineSystem system = components.system();

        system.pause(Component.KAFKA);
        assertThat(system.running(Component.KAFKA)).isTrue();
        assertThat(system.ready(Component.KAFKA)).isFalse();
        system.resume(Component.KAFKA);

        assertThat(system.ready(Component.KAFKA)).isTrue();
    }

    @Test
    void everyProcessIsMeasured() {
        components.system().usage().forEach((part, usage) -> {
            assertThat(usage.cpuSeconds()).as(part.id()).isPositive();
            assertThat(usage.residentBytes()).as(part.id()).isGreaterThan(10 << 20);
        });
    }

    @Test
    void aSecondCallFindsTheSameSet() {
        assertThat(TestComponents.ensure(Component.KAFKA).kafka()).isEqualTo(components.kafka());
    }

    private static JsonNode claims(String token) throws Exception {
        return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
    }
}
