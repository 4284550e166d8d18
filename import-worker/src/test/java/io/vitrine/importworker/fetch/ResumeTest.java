package io.vitrine.importworker.fetch;

import static io.vitrine.importworker.fetch.ScriptedSource.inTurn;
import static io.vitrine.importworker.fetch.ScriptedSource.ok;
import static io.vitrine.importworker.fetch.ScriptedSource.raw;
import static io.vitrine.importworker.fetch.ScriptedSource.stall;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vitrine.importworker.fetch.FetchOutcome.Opened;
import io.vitrine.importworker.fetch.ScriptedSource.Reaction;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes of sources that break off, and of those that say something else the second time. */
class ResumeTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final FetchLimits LIMITS = new FetchLimits(
            Duration.ofSeconds(3),
            Duration.ofSeconds(3),
            Duration.ofMillis(300),
            1,
            Duration.ofMinutes(5),
            Duration.ofSeconds(30),
            3,
            Duration.ofMillis(10),
            Duration.ofSeconds(2));
    private static final byte[] BODY = new byte[1000];
    private static final String ETAG = "ETag: \"one\"\r\n";
    private static final String DATED =
            "Last-Modified: Wed, 25 Nov 2026 10:00:00 GMT\r\nDate: Thu, 26 Nov 2026 10:00:00 GMT\r\n";

    static {
        for (int i = 0; i < BODY.length; i++) {
            BODY[i] = (byte) (i * 31);
        }
    }

    private ScriptedSource source;

    @BeforeEach
    void start() throws IOException {
        source = new ScriptedSource();
    }

    @AfterEach
    void stop() throws IOException {
        source.close();
    }

    @AfterAll
    static void end() {
        VERTX.close();
    }

    /**
     * @param ranges of the requests in their order, empty for a whole one
     * @param ending part of the sentence, or "whole"
     */
    record Row(String name, Reaction script, List<String> ranges, String ending) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Reaction cut(String headers, int bytes) {
        return raw("HTTP/1.1 200 OK\r\n" + headers + "Content-Length: 1000", Arrays.copyOf(BODY, bytes));
    }

    /** Bytes {@code from} up to and without {@code cutAt} of a part that is announced up to {@code to}. */
    private static Reaction part(String headers, int from, int to, String total, int cutAt) {
        return raw(
                "HTTP/1.1 206 Partial Content\r\n%sContent-Range: bytes %d-%d/%s\r\nContent-Length: %d"
                        .formatted(headers, from, to - 1, total, to - from),
                Arrays.copyOfRange(BODY, from, cutAt));
    }

    private static Reaction rest(String headers, int from) {
        return part(headers, from, 1000, "1000", 1000);
    }

    private static Reaction status(int status) {
        return raw("HTTP/1.1 " + status + " Something\r\nContent-Length: 0", new byte[0]);
    }

    static Stream<Row> rows() {
        Reaction hangUp = (client, out) -> client.close();
        String onward = "bytes=400-";
        return Stream.of(
                new Row("unbroken", ok(BODY), List.of(""), "whole"),
                new Row("rest by etag", inTurn(cut(ETAG, 400), rest(ETAG, 400)), List.of("", onward), "whole"),
                new Row("rest by date", inTurn(cut(DATED, 400), rest(DATED, 400)), List.of("", onward), "whole"),
                new Row(
                        "broken twice, with an outage between",
                        inTurn(
                                cut(ETAG, 400),
                                hangUp,
                                status(503),
                                part(ETAG, 400, 1000, "1000", 700),
                                rest(ETAG, 700)),
                        List.of("", onward, onward, onward, "bytes=700-"),
                        "whole"),
                new Row(
                        "a part shorter than asked for",
                        inTurn(cut(ETAG, 400), part(ETAG, 400, 600, "1000", 600), rest(ETAG, 600)),
                        List.of("", onward, "bytes=600-"),
                        "whole"),
                new Row(
                        "total not told in the part",
                        inTurn(cut(ETAG, 400), part(ETAG, 400, 1000, "*", 1000)),
                        List.of("", onward),
                        "whole"),
                new Row(
                        "hangs, then goes on",
                        inTurn(
                                stall("HTTP/1.1 200 OK\r\n" + ETAG + "Content-Length: 1000", Arrays.copyOf(BODY, 400)),
                                rest(ETAG, 400)),
                        List.of("", onward),
                        "whole"),
                new Row("nothing came yet", inTurn(cut("", 0), ok(BODY)), List.of("", ""), "whole"),
                new Row("no answer at first", inTurn(hangUp, ok(BODY)), List.of("", ""), "whole"),
                new Row("busy at first", inTurn(status(503), status(429), ok(BODY)), List.of("", "", ""), "whole"),
                new Row("busy for ever", status(503), List.of("", "", ""), "status 503"),
                new Row("not there", status(404), List.of(""), "status 404"),
                new Row(
                        "nothing to know it by",
                        inTurn(cut("", 400), rest("", 400)),
                        List.of(""),
                        "broke in the middle"),
                new Row("weak etag", inTurn(cut("ETag: W/\"one\"\r\n", 400), rest("", 400)), List.of(""), "broke in"),
                new Row(
                        "changed in this second",
                        inTurn(cut(
                                "Last-Modified: Thu, 26 Nov 2026 10:00:00 GMT\r\nDate: Thu, 26 Nov 2026 10:00:00 GMT\r\n",
                                400)),
                        List.of(""),
                        "broke in the middle"),
                new Row(
                        "serves no parts",
                        inTurn(cut(ETAG + "Accept-Ranges: none\r\n", 400), rest(ETAG, 400)),
                        List.of(""),
                        "broke in the middle"),
                new Row(
                        "another entity, sent whole",
                        inTurn(cut(ETAG, 400), cut("ETag: \"two\"\r\n", 1000)),
                        List.of("", onward),
                        "does not go on"),
                new Row(
                        "another entity, sent in part",
                        inTurn(cut(ETAG, 400), rest("ETag: \"two\"\r\n", 400)),
                        List.of("", onward),
                        "has changed"),
                new Row(
                        "another total",
                        inTurn(cut(ETAG, 400), part(ETAG, 400, 1000, "1001", 1000)),
                        List.of("", onward),
                        "has changed"),
                new Row("another part", inTurn(cut(ETAG, 400), rest(ETAG, 300)), List.of("", onward), "has changed"),
                new Row("gone", inTurn(cut(ETAG, 400), status(404)), List.of("", onward), "status 404"),
                new Row(
                        "a part of nobody knows what",
                        inTurn(cut(ETAG, 400), raw("HTTP/1.1 206 Partial\r\nContent-Length: 600", new byte[600])),
                        List.of("", onward),
                        "does not say which"),
                new Row(
                        "a total that shrank before the first byte",
                        inTurn(cut(ETAG, 0), raw("HTTP/1.1 200 OK\r\nContent-Length: 5", new byte[5])),
                        List.of("", ""),
                        "has changed"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aBrokenSourceIsAskedForTheRestOrGivenUp(Row row) throws Exception {
        source.at("/a", row.script());

        assertThat(fetch(null, OptionalLong.empty())).contains(row.ending());
        assertThat(source.requests)
                .extracting(request -> header(request, "Range"))
                .isEqualTo(row.ranges());
    }

    @Test
    void theRestIsAskedForUnderTheConditionThatNothingHasChanged() throws Exception {
        source.at("/a", inTurn(cut(ETAG + DATED, 400), rest(ETAG, 400)))
                .at("/b", inTurn(cut(DATED, 400), rest(DATED, 400)));

        assertThat(fetch(null, OptionalLong.empty())).isEqualTo("whole");
        assertThat(header(source.requests.getLast(), "If-Range")).isEqualTo("\"one\"");
        assertThat(fetch("/b", null, OptionalLong.empty())).isEqualTo("whole");
        assertThat(header(source.requests.getLast(), "If-Range")).isEqualTo("Wed, 25 Nov 2026 10:00:00 GMT");
    }

    @Test
    void aSourceThatBreaksOffForEverIsGivenUp() throws Exception {
        source.at("/a", inTurn(cut(ETAG, 400), (client, out) -> client.close()));

        assertThat(fetch(null, OptionalLong.empty())).contains("broke in the middle");
    }

    @Test
    void aSourceThatNeverAnswersIsNotAskedBeyondTheTimeOfTheWholeImport() throws Exception {
        source.at("/a", (client, out) -> Thread.currentThread().join());
        FilterConfig filter = FilterConfigs.with("allowed-ports", "" + source.port(), "allow-cidrs", "127.0.0.1/32");
        var limits = new FetchLimits(
                Duration.ofMinutes(5),
                Duration.ofMinutes(5),
                Duration.ofMinutes(5),
                1,
                Duration.ofMinutes(5),
                Duration.ofSeconds(1),
                3,
                Duration.ofMillis(10),
                Duration.ofMinutes(5));
        var fetcher = Fetcher.configured(VERTX, filter, FilterConfigs.proxy(), limits);

        String ending = fetch(fetcher, SourceRequest.of(source.url("/a"), 10_000, null));

        assertThat(ending).contains("did not answer");
        assertThat(source.requests).hasSize(1);
    }

    @Test
    void anExpectedChecksumIsEnoughToGoOn() throws Exception {
        source.at("/a", inTurn(cut("", 400), rest("", 400)));

        assertThat(fetch(sha256(), OptionalLong.empty())).isEqualTo("whole");
    }

    @Test
    void bytesThatAreNotTheExpectedOnesAreNeverWhole() throws Exception {
        byte[] other = BODY.clone();
        other[999] ^= 1;
        source.at("/a", ok(other));

        assertThat(fetch(sha256(), OptionalLong.empty()))
                .startsWith("The source is not what was expected: its sha256 is ");
    }

    @Test
    void aLengthThatIsKnownFromElsewhereMustBeKept() throws Exception {
        source.at("/a", raw("HTTP/1.1 200 OK", BODY));

        assertThat(fetch(null, OptionalLong.of(1000))).isEqualTo("whole");
        assertThat(fetch(null, OptionalLong.of(1001))).contains("announced 1001 bytes and sent 1000");
        assertThat(fetch(null, OptionalLong.of(999))).contains("more than the 999 bytes");
    }

    @Test
    void credentialsGoToTheHostOfTheUriAlone() throws Exception {
        try (var other = new ScriptedSource()) {
            source.at("/a", ScriptedSource.redirect(302, "/b")).at("/b", ScriptedSource.redirect(302, other.url("/c")));
            other.at("/c", ok(BODY));
            FilterConfig filter = FilterConfigs.with(
                    "allowed-ports", source.port() + "," + other.port(), "allow-cidrs", "127.0.0.1/32");
            var fetcher = Fetcher.configured(VERTX, filter, FilterConfigs.proxy(), LIMITS);
            var request = new SourceRequest(
                    source.url("/a"), 10_000, Map.of("X-Auth-Token", "secret"), null, OptionalLong.empty());

            assertThat(fetch(fetcher, request)).isEqualTo("whole");

            assertThat(source.requests)
                    .hasSize(2)
                    .allSatisfy(head -> assertThat(header(head, "X-Auth-Token")).isEqualTo("secret"));
            assertThat(header(other.requests.getFirst(), "X-Auth-Token")).isEmpty();
            assertThat(request.toString()).doesNotContain("secret");
        }
    }

    private static Checksum sha256() throws Exception {
        String hex =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(BODY));
        return Checksum.parse("sha256:" + hex).orElseThrow();
    }

    private String fetch(Checksum checksum, OptionalLong length) throws InterruptedException {
        return fetch("/a", checksum, length);
    }

    private String fetch(String path, Checksum checksum, OptionalLong length) throws InterruptedException {
        FilterConfig filter = FilterConfigs.with("allowed-ports", "" + source.port(), "allow-cidrs", "127.0.0.1/32");
        var fetcher = Fetcher.configured(VERTX, filter, FilterConfigs.proxy(), LIMITS);
        return fetch(fetcher, new SourceRequest(source.url(path), 10_000, Map.of(), checksum, length));
    }

    /** "whole" when exactly the body came, and otherwise the sentence. */
    private static String fetch(Fetcher fetcher, SourceRequest request) throws InterruptedException {
        FetchOutcome outcome = fetcher.open(request);
        if (!(outcome instanceof Opened(Source opened))) {
            return outcome.toString();
        }
        try (opened) {
            Buffer all = Buffer.buffer();
            for (Buffer next = opened.bytes().next();
                    next != null;
                    next = opened.bytes().next()) {
                all.appendBuffer(next);
            }
            return Arrays.equals(all.getBytes(), BODY) ? "whole" : "other bytes";
        } catch (SourceException e) {
            return e.sentence();
        }
    }

    private static String header(List<String> request, String name) {
        return request.stream()
                .filter(line -> line.regionMatches(true, 0, name + ": ", 0, name.length() + 2))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElse("");
    }
}
