package io.vitrine.e2e.system;

import io.vitrine.e2e.client.ImageClient;
import io.vitrine.e2e.event.EventLog;
import io.vitrine.e2e.stub.StubKeyManager;
import io.vitrine.e2e.stub.WebServer;
import io.vitrine.local.Component;
import io.vitrine.local.Part;
import io.vitrine.local.Port;
import io.vitrine.local.TestComponents;
import io.vitrine.local.VitrineSystem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;

/** The system under test, with the strangers it meets: a web server to import from and a key manager. */
public final class Vitrine implements AutoCloseable {
    /** A transfer or an import whose holder died is taken back after this and a sweep. */
    public static final Duration LEASE = Duration.ofSeconds(6);

    public static final Duration SWEEP = Duration.ofSeconds(1);

    /** Whatever died, all is settled within this: image-api first waits one lease after its own start. */
    public static final Duration SETTLED = LEASE.plus(LEASE).plus(SWEEP).plusSeconds(15);

    /** No import may take longer: how a server that never answers ends soon enough for a test. */
    public static final Duration LONGEST_IMPORT = Duration.ofSeconds(20);

    /** Imports that the worker runs at a time. */
    public static final int SLOTS = 4;

    /** Another image service; what it answers is the web server's affair. */
    public static final String REGION = "elsewhere";

    public static final String FILE_STORE = "local";
    public static final String S3_STORE = "bucket";
    public static final String WEB_STORE = "web";

    private static final String TOKEN_KEY = Base64.getEncoder().encodeToString(new byte[32]);
    private static final Path DIR = Path.of("target/system").toAbsolutePath();

    private final TestComponents identity;
    private final VitrineSystem system;
    private final WebServer web;
    private final StubKeyManager keyManager;
    private final TokenShelf tokens;
    private final Logs logs;

    private Vitrine(TestComponents identity, VitrineSystem system, WebServer web, StubKeyManager keyManager) {
        this.identity = identity;
        this.system = system;
        this.web = web;
        this.keyManager = keyManager;
        this.tokens = new TokenShelf(system);
        this.logs = new Logs(system);
    }

    static Vitrine start() {
        Remains.clear(DIR);
        TestComponents identity = TestComponents.ensure(Component.KEYCLOAK);
        WebServer web = WebServer.start();
        StubKeyManager keyManager = StubKeyManager.start();
        VitrineSystem system = VitrineSystem.in(DIR)
                .freePorts()
                .issuerOf(identity)
                .setting("images.upload.lease", LEASE.toSeconds() + "s")
                .setting("images.import.lease", LEASE.toSeconds() + "s")
                .setting("images.import.retry.initial", "2s")
                // So that one import can be held in each of its phases.
                .setting("images.import.concurrency", "" + SLOTS)
                // Far away, but there: whatever the tests do is reserved, counted and given back.
                .setting("images.quota.mode", "project")
                .setting("images.quota.default.image-size-total", "1000000")
                .setting("images.quota.default.image-stage-total", "1000000")
                .setting("images.quota.default.image-count-total", "1000000")
                .setting("images.quota.default.image-count-uploading", "1000000")
                .setting("images.sweep.every", SWEEP.toSeconds() + "s")
                .setting("images.announce.every", "2s")
                // The first repeat stays where it is: a command that only waits for Kafka would be done many times.
                .setting("images.delete.retry.max", "10s")
                .setting("images.keys.retry.initial", "3s")
                .setting("images.keys.retry.max", "4s")
                // So small that only the images of its own test fit: the others read from stores.
                .setting("images.cache.dir", DIR.resolve("cache").toString())
                .setting("images.cache.max-size", "2M")
                .setting("images.cache.check-every", "1S")
                .setting("images.keys.manager", "barbican")
                .setting("images.keys.barbican.endpoint", keyManager.url())
                // A consumer that was killed keeps its partitions for so long.
                .setting("kafka.session.timeout.ms", "" + LEASE.toMillis())
                .setting("kafka.heartbeat.interval.ms", "2000")
                .setting("images.import.poll", "3s")
                .setting("images.import.methods", "glance-direct,web-download,copy-image,glance-download")
                .setting("images.import.plugins", "image_decompression")
                .setting("images.import.token-key", TOKEN_KEY)
                .setting("images.import.remote." + REGION + ".endpoint", "http://127.0.0.1:" + web.port())
                .setting("images.import.max-duration", LONGEST_IMPORT.toSeconds() + "s")
                .setting("images.stores." + WEB_STORE + ".type", "http")
                .setting("images.stores." + WEB_STORE + ".http.allowed-hosts", "127.0.0.1:" + web.port())
                .setting("images.import.filter.allow-cidrs", "127.0.0.0/8")
                .setting("images.import.filter.allowed-ports", "80,443," + web.port())
                .start();
        return new Vitrine(identity, system, web, keyManager);
    }

    /** The processes. */
    public VitrineSystem system() {
        return system;
    }

    /** The Keycloak that issues this system's tokens; other builds may use it too. */
    public IdentityAdmin identity() {
        return new IdentityAdmin(identity.system());
    }

    /** Calls at the front door with this user's token. */
    public ImageClient as(String user) {
        return new ImageClient(system.url(), () -> tokens.of(user));
    }

    /** Calls at the front door with any token; without one when it is empty. */
    public ImageClient withToken(String token) {
        return new ImageClient(system.url(), () -> token);
    }

    /** Calls at image-api itself, for when the front door does not answer. */
    public ImageClient behindTheDoor(String user) {
        return new ImageClient(system.url(Port.IMAGE_API), () -> tokens.of(user));
    }

    /** To import from. */
    public WebServer web() {
        return web;
    }

    public StubKeyManager keyManager() {
        return keyManager;
    }

    public Rows rows() {
        return new Rows(system.database());
    }

    public Blobs blobs() {
        return new Blobs(system);
    }

    public EventLog events() {
        return new EventLog(system.kafka());
    }

    public Invariants invariants() {
        return new Invariants(this);
    }

    /** Kills a part and starts it again; returns when it is ready. */
    public void killAndStart(Part part) {
        system.kill(part);
        system.start(part);
    }

    Logs logs() {
        return logs;
    }

    @Override
    public void close() {
        try (web;
                keyManager) {
            system.close();
        }
    }
}
