package io.vitrine.storegateway.store.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrine.contracts.egress.AddressRules;
import io.vitrine.storegateway.store.BlobLocation;
import io.vitrine.storegateway.store.BlobSource;
import io.vitrine.storegateway.store.Blobs;
import io.vitrine.storegateway.store.ReadContract;
import io.vitrine.storegateway.store.SourceFixture;
import io.vitrine.storegateway.store.StoreException;
import io.vitrine.storegateway.store.StoreException.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading from web servers, whatever they do. */
class HttpSourceTest {
    private static final byte[] BYTES = Blobs.random(100_000);

    private Origin origin;

    @BeforeEach
    void start() {
        origin = Origin.start(true);
    }

    @AfterEach
    void stop() {
        origin.close();
    }

    @Nested
    class OfAServerThatKnowsRanges extends ReadContractOf {
        OfAServerThatKnowsRanges() {
            super(true);
        }
    }

    @Nested
    class OfAServerThatDoesNot extends ReadContractOf {
        OfAServerThatDoesNot() {
            super(false);
        }
    }

    abstract static class ReadContractOf implements ReadContract {
        private final boolean ranges;
        private Origin server;

        ReadContractOf(boolean ranges) {
            this.ranges = ranges;
        }

        @BeforeEach
        void serve() {
            server = Origin.start(ranges);
        }

        @AfterEach
        void close() {
            server.close();
        }

        @Override
        public SourceFixture fixture() {
            return server;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, BROKEN",
        "401, REFUSED",
        "403, REFUSED",
        "418, BROKEN",
        "204, BROKEN",
        "304, BROKEN",
        "429, TRY_LATER",
        "500, TRY_LATER",
        "503, TRY_LATER"
    })
    void everyStatusHasItsMeaning(int status, Kind kind) {
        origin.status("/a", status);

        assertKind(() -> origin.source().size(origin.at("/a")), kind);
        assertKind(() -> origin.source().open(origin.at("/a"), 0, 10), kind);
    }

    @Test
    void whatIsGoneForGoodIsNotThere() {
        origin.status("/a", 410);

        assertThat(origin.source().size(origin.at("/a"))).isEmpty();
        assertKind(() -> origin.source().open(origin.at("/a"), 0, 10), Kind.NOT_FOUND);
    }

    @Test
    void aServerWithoutHeadIsAskedForOneByte() {
        origin.serve("/a", exchange -> {
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.sendResponseHeaders(405, -1);
            } else {
                exchange.getResponseHeaders().set("Content-Range", "bytes 0-0/100000");
                exchange.sendResponseHeaders(206, 1);
                exchange.getResponseBody().write(BYTES, 0, 1);
            }
        });

        assertThat(origin.source().size(origin.at("/a"))).hasValue(BYTES.length);
    }

    @Test
    void whoDoesNotSayHowMuchThereIsHasNothingForUs() {
        origin.serve("/a", exchange -> {
            exchange.sendResponseHeaders(200, exchange.getRequestMethod().equals("HEAD") ? -1 : 0);
            if (exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseBody().write(BYTES);
            }
        });

        assertKind(() -> origin.source().size(origin.at("/a")), Kind.BROKEN);
    }

    @Test
    void aBodyShorterThanAnnouncedIsNeverTakenForAWholeOne() {
        origin.serve("/a", exchange -> {
            exchange.sendResponseHeaders(200, BYTES.length);
            exchange.getResponseBody().write(BYTES, 0, 50_000);
            exchange.getResponseBody().flush();
            throw new IOException("gone");
        });
        origin.serve("/chunked", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(BYTES, 0, 50_000);
        });

        assertThatThrownBy(() -> read("/a", 0, BYTES.length)).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> read("/chunked", 0, BYTES.length)).hasCauseInstanceOf(EOFException.class);
    }

    @Test
    void aRangeThatIsAnotherIsRefused() {
        origin.serve("/a", exchange -> {
            exchange.getResponseHeaders().set("Content-Range", "bytes 0-9/100");
            exchange.sendResponseHeaders(206, 10);
            exchange.getResponseBody().write(BYTES, 0, 10);
        });

        assertKind(() -> read("/a", 5, 10), Kind.BROKEN);
    }

    @Test
    void anEncodingThatWasNotAskedForIsRefused() {
        origin.serve("/a", exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, 10);
            exchange.getResponseBody().write(BYTES, 0, 10);
        });

        assertKind(() -> read("/a", 0, 10), Kind.BROKEN);
    }

    @Test
    void aSilentServerIsTriedLater() {
        origin.serve("/a", exchange -> {
            try {
                Thread.sleep(5_000);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });

        assertKind(() -> origin.source().size(origin.at("/a")), Kind.TRY_LATER);
    }

    @Test
    void aServerThatIsAwayIsTriedLater() {
        assertKind(
                () -> Origin.store(List.of("127.0.0.0/8"), "127.0.0.1:1")
                        .size(new BlobLocation(URI.create("http://127.0.0.1:1/a"))),
                Kind.TRY_LATER);
    }

    @Test
    void fiveRedirectsAreFollowedAndNotSix() {
        origin.put("end", BYTES);
        for (int i = 1; i <= 6; i++) {
            origin.redirect("/" + i, i == 1 ? "/end" : "/" + (i - 1));
        }

        assertThat(read("/5", 10, 20)).containsExactly(java.util.Arrays.copyOfRange(BYTES, 10, 30));
        assertKind(() -> read("/6", 10, 20), Kind.BROKEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://elsewhere.example.org/a",
                "http://127.0.0.1:1/a",
                "http://user@127.0.0.1/a",
                "https://127.0.0.1/a",
                "ftp://127.0.0.1/a",
                "file:///etc/passwd",
                "http://2130706433/a",
                "http://[::1]/a"
            })
    void aRedirectOutOfTheListIsNotFollowed(String to) {
        origin.redirect("/a", to);

        assertKind(() -> read("/a", 0, 1), Kind.REFUSED);
        assertThat(origin.asked).hasValue(1);
    }

    @Test
    void onlyListedHostsAreClaimedAndAsked() {
        HttpSource store = Origin.store(List.of(), "images.example.org", "mirror.example.org:8080");
        for (String mine : List.of(
                "http://images.example.org/a",
                "HTTPS://Images.Example.org./a",
                "http://images.example.org:443/a",
                "https://mirror.example.org:8080/a")) {
            assertThat(store.claims(URI.create(mine))).as(mine).isPositive();
        }
        for (String other : List.of(
                "http://images.example.org:8080/a",
                "http://mirror.example.org/a",
                "http://images.example.org@mirror.example.org:8081/a",
                "http://images.example.org/a#b",
                "http://sub.images.example.org/a",
                "ftp://images.example.org/a",
                "http:images.example.org",
                "/a")) {
            assertThat(store.claims(URI.create(other))).as(other).isZero();
        }
        assertKind(() -> store.size(new BlobLocation(URI.create("http://other.example.org/a"))), Kind.REFUSED);
    }

    @Test
    void anAddressThatMustNotBeAskedIsNotAskedByItsNumberEither() {
        // Given: the host is allowed, its address is not
        HttpSource store = Origin.store(List.of(), "127.0.0.1:" + origin.port());
        origin.put("a", BYTES);

        // When, Then
        assertKind(() -> store.size(origin.at("/a")), Kind.REFUSED);
        assertThat(origin.asked).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.1.2.3", "169.254.169.254", "192.168.1.1"})
    void aNameIsAskedOnlyWhenAllOfItsAddressesMayBe(String inside) throws Exception {
        InetAddress outside = InetAddress.getByName("192.0.2.1");
        InetAddress forbidden = InetAddress.getByName(inside);
        HttpSource store = Origin.store(
                new AddressRules(List.of(), List.of()),
                name -> List.of(outside, forbidden),
                "images.example.org:" + origin.port());

        assertKind(
                () -> store.size(new BlobLocation(URI.create("http://images.example.org:" + origin.port() + "/a"))),
                Kind.REFUSED);
    }

    @Test
    void aNameIsResolvedOnceAndTheConnectionGoesThere() {
        // Given: nobody on earth knows this name but the resolver
        origin.put("a", BYTES);
        HttpSource store = Origin.store(List.of("127.0.0.0/8"), "images.invalid:" + origin.port());
        BlobLocation location = new BlobLocation(URI.create("http://images.invalid:" + origin.port() + "/a"));

        // When, Then
        assertThat(store.size(location)).hasValue(BYTES.length);
        assertThat(Blobs.get(store, location, 0, BYTES.length)).isEqualTo(BYTES);
    }

    @Test
    void aNameThatDoesNotResolveIsTriedLater() {
        HttpSource store = Origin.store(
                new AddressRules(List.of(), List.of()),
                name -> {
                    throw new UnknownHostException(name);
                },
                "images.example.org");

        assertKind(() -> store.size(new BlobLocation(URI.create("http://images.example.org/a"))), Kind.TRY_LATER);
    }

    private byte[] read(String path, long offset, long length) {
        BlobSource source = origin.source();
        return Blobs.get(source, origin.at(path), offset, length);
    }

    private static void assertKind(ThrowingCallable call, Kind kind) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageNotContaining("127.0.0.1")
                .hasMessageNotContaining("example.org");
    }
}
