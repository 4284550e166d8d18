package io.vitrine.imageapi.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import io.vitrine.imageapi.system.GatewayElsewhere;
import io.vitrine.imageapi.system.RealComponents;
import io.vitrine.imageapi.system.TestTokens;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a query or a header says, the answer is no 5xx, and one of 400 names the parameter. Values are drawn from a seed: a failure repeats
 * itself.
 */
@QuarkusTest
@TestProfile(GatewayElsewhere.class)
@WithTestResource(RealComponents.class)
class AnyQueryIT {
    private static final int DRAWS = 150;
    private static final int LONGEST_MILLIS = 20_000;

    private static final List<String> NAMES = List.of(
            "limit",
            "marker",
            "sort",
            "sort_key",
            "sort_dir",
            "visibility",
            "member_status",
            "protected",
            "os_hidden",
            "tag",
            "name",
            "id",
            "status",
            "container_format",
            "disk_format",
            "created_at",
            "updated_at",
            "size_min",
            "size_max",
            "size",
            "virtual_size",
            "virtual_size_min",
            "min_ram",
            "min_ram_max",
            "min_disk",
            "owner",
            "checksum",
            "os_hash_value",
            "os_hash_algo",
            "changes-since",
            "deleted",
            "properties",
            "locations",
            "members",
            "metadata",
            "os_distro",
            "größe",
            "",
            "'; drop table images; --");

    private static final List<String> VALUES = List.of(
            "",
            "0",
            "-1",
            "25",
            "2147483648",
            "9223372036854775807",
            "9223372036854775808",
            "1e9",
            "0x10",
            "true",
            "True",
            "false",
            "asc",
            "desc",
            "up",
            "name",
            "name:asc",
            "name:asc,size:desc",
            "id,id",
            ",",
            ":",
            "::",
            "in:",
            "in:a,b",
            "in:\"a,b\",c",
            "in:\"a",
            "in:a\"b",
            "eq:",
            "eq:a:b",
            "gt:1",
            "lt:2026-01-01T00:00:00Z",
            "neq:2026-01-01",
            "gte:-999999999-01-01T00:00:00Z",
            "lte:+999999999-12-31T23:59:59Z",
            "eq:0000-01-01",
            "9999-12-31T23:59:59.999999999Z",
            "2026-02-30",
            "24:00",
            "all",
            "public",
            "shared",
            "accepted",
            "active",
            "00000000-0000-4000-8000-000000000000",
            "\u0000",
            "\uFFFF",
            "\uD83D\uDE00",
            "é",
            "a\"b\\c",
            "{}",
            "[]",
            "%",
            "_",
            "\n",
            "'",
            "x".repeat(3000));

    private static final List<String> HEADERS = List.of(
            "Accept",
            "Accept-Encoding",
            "Accept-Language",
            "Content-Type",
            "X-Openstack-Request-ID",
            "X-Forwarded-Host",
            "X-Forwarded-Proto",
            "X-Forwarded-Prefix",
            "X-Forwarded-For",
            "X-Forwarded-Port",
            "X-Project-Id",
            "X-Service-Token",
            "X-Roles",
            "Range",
            "If-None-Match",
            "Authorization",
            "Origin");

    private static final List<String> HEADER_VALUES = List.of(
            "",
            "*/*",
            "text/html",
            ";;;",
            "a/b;q=x",
            "application/vnd.openstack.images-v2.9",
            "Bearer",
            "Bearer x.y.z",
            "req-" + "x".repeat(80),
            "/../..",
            "//",
            "https",
            "javascript",
            "256.256.256.256",
            "[::1",
            "-1",
            "99999999",
            "bytes=9-1",
            "\"",
            "null",
            "\u00e9",
            "x".repeat(3000));

    @TestHTTPResource("/")
    URI url;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void noQueryIsTooStrange(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < DRAWS; i++) {
            List<String> names = new ArrayList<>();
            List<String> parameters = new ArrayList<>();
            for (int n = random.nextInt(1, 4); n > 0; n--) {
                String name = one(NAMES, random);
                names.add(name);
                parameters.add(encoded(name) + "=" + encoded(one(VALUES, random)));
            }
            String query = String.join("&", parameters);
            Answer answer = get("/v2/images?" + query, "X-Auth-Token: " + TestTokens.member("any-query"));
            assertThat(answer.status).as(query).isIn(200, 400, 403, 414);
            if (answer.status == 400) {
                String message =
                        new JsonObject(answer.body).getJsonObject("error").getString("message");
                assertThat(names).as(query + ": " + message).anyMatch(name -> message.contains("'" + name + "'"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void noHeaderIsTooStrange(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < DRAWS; i++) {
            List<String> headers = new ArrayList<>(List.of("X-Auth-Token: " + TestTokens.member("any-query")));
            for (int n = random.nextInt(1, 4); n > 0; n--) {
                headers.add(one(HEADERS, random) + ": " + one(HEADER_VALUES, random));
            }
            String path = one(List.of("/v2/images?limit=1", "/versions", "/v2/schemas/image", "/v2/images/x"), random);
            assertThat(get(path, headers.toArray(String[]::new)).status)
                    .as(() -> path + headers.stream().skip(1).collect(Collectors.joining("\n", "\n", "")))
                    .isBetween(200, 499);
        }
    }

    private static <T> T one(List<T> all, SplittableRandom random) {
        return all.get(random.nextInt(all.size()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private record Answer(int status, String body) {}

    /** By a plain socket: a client with manners would not send these. */
    private Answer get(String path, String... headers) throws IOException {
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            // An answer that never comes is a finding, too.
            socket.setSoTimeout(LONGEST_MILLIS);
            String request = "GET " + path + " HTTP/1.1\r\nHost: any\r\nConnection: close\r\n"
                    + String.join("\r\n", headers) + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(
                    Integer.parseInt(answer.substring(9, 12)), answer.substring(answer.indexOf("\r\n\r\n") + 4));
        }
    }
}
