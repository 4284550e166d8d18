package io.vitrine.imageapi.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** {@code image-admin cache …}: one call each. */
class CacheCommandTest {
    private static final String ID = "c1d9c5a0-4f6a-4f7b-9b3e-6d0f3f4a2c11";

    private final StringWriter out = new StringWriter();
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
        "list, GET /v2/cache",
        "queue ID, PUT /v2/cache/ID",
        "delete ID, DELETE /v2/cache/ID",
        "clear --yes, DELETE /v2/cache",
        "clear --yes queue, DELETE /v2/cache",
        "prune, POST /v2/cache/prune",
        "clean, POST /v2/cache/clean",
        "nodes ID, GET /v2/cache/nodes/ID",
        "clean --node a/b, POST /v2/cache/clean?node=a%2Fb"
    })
    void eachIsOneCall(String command, String asked) {
        assertThat(run(command.replace("ID", ID).split(" "))).isZero();
        assertThat(service.asked).containsExactly(asked.replace("ID", ID));
        assertThat(service.tokens).containsExactly("t");
    }

    @Test
    void answersArePrintedForPeopleOrForPrograms() {
        service.answers("/v2/cache/prune", "{\"total_files_pruned\": 2, \"total_bytes_pruned\": 123}");
        service.answers("/v2/cache", """
                {"cached_images": [{"image_id": "%s", "hits": 1, "last_accessed": 1764204360, "last_modified": 1764204300.0, "size": 7}],
                 "queued_images": ["another"]}""".formatted(ID));
        run("prune");
        run("prune", "--json");
        run("list");
        assertThat(out.toString())
                .contains("removed 2 files, 123 bytes")
                .contains("{\"total_files_pruned\":2,\"total_bytes_pruned\":123}")
                .contains("1 cached", ID + "  2025-11-27T00:46:00", "1 queued", "another");
    }

    @Test
    void aRefusalIsExitCodeOne() {
        service.fails(403, "You are not authorized to complete cache_list action.");
        assertThat(run("list")).isEqualTo(1);
    }

    private int run(String... words) {
        return new CommandLine(CacheCommand.class)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(new StringWriter()))
                .execute(Stream.concat(
                                Stream.of(words), Stream.of("--os-image-url", service.url(), "--os-auth-token", "t"))
                        .toArray(String[]::new));
    }
}
