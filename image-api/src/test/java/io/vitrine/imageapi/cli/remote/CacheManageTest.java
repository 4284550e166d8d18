package io.vitrine.imageapi.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Every row of spec seeds, section 4: commands, texts and exit codes. */
class CacheManageTest {
    private static final String ID = "c1d9c5a0-4f6a-4f7b-9b3e-6d0f3f4a2c11";
    private static final String OTHER = "8ebfa4c5-7cd5-48cb-80bd-37a9dda50049";

    private final Map<String, String> environment = new HashMap<>(Map.of("OS_AUTH_TOKEN", "a-token"));
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String typed = "";
    private StubService service;

    @BeforeEach
    void start() {
        service = new StubService();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @ParameterizedTest
    @CsvSource({
        "list-cached, GET /v2/cached_images",
        "list-queued, GET /v2/queued_images",
        "queue-image ID, PUT /v2/queued_images/ID",
        "delete-cached-image ID, DELETE /v2/cached_images/ID",
        "delete-all-cached-images, DELETE /v2/cached_images",
        "delete-queued-image ID, DELETE /v2/queued_images/ID",
        "delete-all-queued-images, DELETE /v2/queued_images"
    })
    void successIsZero(String command, String asked) {
        assertThat(run(("-f " + command).replace("ID", ID).split(" "))).isZero();
        assertThat(service.asked).containsExactly(asked.replace("ID", ID));
        assertThat(service.tokens).containsExactly("a-token");
        if (!command.startsWith("list")) {
            assertThat(out.toString()).isEmpty();
        }
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "queue-image ID, Queued image ID",
        "delete-cached-image ID, Deleted cached image ID",
        "delete-all-cached-images, Deleted 3 cached images",
        "delete-queued-image ID, Deleted queued image ID",
        "delete-all-queued-images, Deleted 2 queued images"
    })
    void verboseSaysWhatWasDoneAndTheSeconds(String command, String said) {
        service.answers("/v2/cached_images", "{\"num_deleted\": 3}");
        service.answers("/v2/queued_images", "{\"num_deleted\": 2}");
        assertThat(run(("-v -f " + command).replace("ID", ID).split(" "))).isZero();
        assertThat(out.toString()).contains(said.replace("ID", ID)).containsPattern("\\d+\\.\\d{4} seconds");
    }

    @Test
    void nothingCached() {
        service.answers("/v2/cached_images", "{\"cached_images\": []}");
        assertThat(run("list-cached")).isZero();
        assertThat(out.toString().strip()).isEqualTo("No cached images.");
    }

    @Test
    void cachedImagesAreATable() {
        service.answers("/v2/cached_images", """
                {"cached_images": [
                  {"image_id": "%s", "hits": 0, "last_accessed": 0.0, "last_modified": 1764204300.125, "size": 7},
                  {"image_id": "%s", "hits": 12, "last_accessed": 1764204360, "last_modified": 1764204300.0, "size": 2254249}
                ]}""".formatted(ID, OTHER));
        assertThat(run("list-cached")).isZero();
        assertThat(out.toString().lines())
                .containsExactly(
                        "Found 2 cached images...",
                        "ID                                    Last Accessed (UTC)  Last Modified (UTC)  Size     Hits",
                        "------------------------------------  -------------------  -------------------  -------  ----",
                        ID + "  N/A                  2025-11-27T00:45:00  7        0",
                        OTHER + "  2025-11-27T00:46:00  2025-11-27T00:45:00  2254249  12");
    }

    @Test
    void nothingQueued() {
        service.answers("/v2/queued_images", "{\"queued_images\": []}");
        assertThat(run("list-queued")).isZero();
        assertThat(out.toString().strip()).isEqualTo("No queued images.");
    }

    @Test
    void queuedImagesAreATable() {
        service.answers("/v2/queued_images", "{\"queued_images\": [\"%s\"]}".formatted(ID));
        assertThat(run("list-queued")).isZero();
        assertThat(out.toString().lines())
                .containsExactly("Found 1 queued images...", "ID", "-".repeat(ID.length()), ID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "queue-image ID",
                "delete-cached-image ID",
                "delete-all-cached-images",
                "delete-queued-image ID",
                "delete-all-queued-images"
            })
    void whoeverSaysNoHasNothingDone(String command) {
        for (String answer : List.of("n\n", "\n", "", "no way\n")) {
            typed = answer;
            assertThat(run(command.replace("ID", ID).split(" "))).isZero();
        }
        assertThat(service.asked).isEmpty();
        assertThat(out.toString()).contains("[y/N]");
        typed = "Y\n";
        assertThat(run(command.replace("ID", ID).split(" "))).isZero();
        assertThat(service.asked).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"queue-image", "delete-cached-image", "delete-queued-image"})
    void exactlyOneIdOfTheRightForm(String command) {
        assertThat(run("-f", command, ID, OTHER)).isEqualTo(1);
        assertThat(err.toString()).contains("exactly one");
        assertThat(run("-f", command, "no-uuid")).isEqualTo(1);
        assertThat(err.toString()).contains("Image ID 'no-uuid' is not a valid UUID.");
        assertThat(run("-f", command)).isEqualTo(1);
        assertThat(err.toString()).contains("Usage: cache-manage " + command + " <IMAGE_ID>");
        assertThat(service.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"list-cached", "queue-image ID", "delete-all-queued-images"})
    void withoutACacheItSaysSoAndWhere(String command) {
        service.fails(404, "Caching via API is not supported at this site.");
        assertThat(run(("-f " + command).replace("ID", ID).split(" "))).isEqualTo(1);
        assertThat(err.toString()).contains("not enabled").contains("127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list-cached", "queue-image ID", "delete-all-cached-images"})
    void whoMayNotIsToldSo(String command) {
        service.fails(403, "You are not authorized to complete manage_image_cache action.");
        assertThat(run(("-f " + command).replace("ID", ID).split(" "))).isEqualTo(1);
        assertThat(err.toString().strip()).isEqualTo("Not authorized to make this request.");
    }

    @ParameterizedTest
    @CsvSource({
        "400, list-cached, list the images in the cache",
        "404, queue-image ID, queue image",
        "503, delete-all-cached-images, delete all cached images",
        "401, delete-queued-image ID, delete queued image"
    })
    void anyOtherErrorIsShown(int status, String command, String action) {
        service.fails(status, "Something is wrong.");
        assertThat(run(("-f " + command).replace("ID", ID).split(" "))).isEqualTo(1);
        assertThat(err.toString().lines())
                .containsExactly("Failed to " + action + ". Got error:", "Something is wrong.");
    }

    @Test
    void debugShowsWhereItComesFrom() {
        service.fails(500, "Broken.");
        assertThat(run("-d", "list-cached")).isEqualTo(1);
        assertThat(err.toString()).contains("Got error:").contains("\tat io.vitrine.imageapi.cli.remote.");
    }

    @Test
    void nobodyThereIsAnErrorLikeOthers() {
        service.close();
        assertThat(run("list-cached")).isEqualTo(1);
        assertThat(err.toString()).contains("Got error:").contains("Cannot reach");
    }

    @Test
    void anUnknownCommandListsTheKnownOnes() {
        assertThat(run("list-everything")).isEqualTo(1);
        assertThat(err.toString()).contains("list-everything").contains(commands());
        assertThat(run("help", "list-everything")).isEqualTo(1);
    }

    @Test
    void helpExplains() {
        assertThat(run("help")).isZero();
        assertThat(out.toString()).contains(commands()).contains("--host", "--port", "--insecure", "--force");
        assertThat(run("help", "queue-image")).isZero();
        assertThat(out.toString()).contains("queue-image <IMAGE_ID>");
        assertThat(service.asked).isEmpty();
    }

    @Test
    void optionsMayFollowAndHostWinsOverTheEnvironment() {
        environment.put("OS_IMAGE_URL", "http://127.0.0.1:1/v2");
        assertThat(execute("list-cached", "-H", "127.0.0.1", "--port", String.valueOf(service.port())))
                .isZero();
        environment.put("OS_IMAGE_URL", service.url() + "/v2/");
        assertThat(execute("list-queued")).isZero();
        assertThat(service.asked).containsExactly("GET /v2/cached_images", "GET /v2/queued_images");
    }

    @Test
    void aTokenIsFetchedByPasswordOrForTheClient() {
        environment.clear();
        environment.put("OS_AUTH_URL", service.url() + "/issuer");
        environment.put("OS_USERNAME", "admin");
        environment.put("OS_PASSWORD", "s e&cret");
        assertThat(run("list-cached")).isZero();
        environment.remove("OS_USERNAME");
        environment.put("OS_CLIENT_SECRET", "hidden");
        assertThat(run("--os-client-id", "a-robot", "list-cached")).isZero();

        assertThat(service.bodies)
                .containsExactly(
                        "client_id=vitrine-cli&grant_type=password&username=admin&password=s%20e%26cret",
                        "client_id=a-robot&client_secret=hidden&grant_type=client_credentials");
        assertThat(service.tokens).containsExactly("from-the-issuer", "from-the-issuer");
    }

    @Test
    void withoutCredentialsItSaysWhichAreMissing() {
        environment.clear();
        assertThat(run("list-cached")).isEqualTo(1);
        assertThat(err.toString()).contains("OS_AUTH_TOKEN");
    }

    private static String[] commands() {
        return new String[] {
            "list-cached",
            "list-queued",
            "queue-image",
            "delete-cached-image",
            "delete-all-cached-images",
            "delete-queued-image",
            "delete-all-queued-images"
        };
    }

    /** Against the stub. */
    private int run(String... words) {
        return execute(
                Stream.concat(Stream.of("-H", "127.0.0.1", "-p", String.valueOf(service.port())), Stream.of(words))
                        .toArray(String[]::new));
    }

    private int execute(String... words) {
        return new CommandLine(
                        new CacheManage(environment, new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8))))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
    }
}
