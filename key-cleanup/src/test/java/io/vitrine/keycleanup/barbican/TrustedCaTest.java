package io.vitrine.keycleanup.barbican;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.vitrine.keycleanup.barbican.BarbicanConfig.Scope;
import io.vitrine.keycleanup.key.DeletionOutcome;
import io.vitrine.keycleanup.key.DeletionOutcome.Deleted;
import io.vitrine.keycleanup.key.DeletionOutcome.TryLater;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates and host names are verified, against an authority of one's own or the runtime's. */
class TrustedCaTest extends BarbicanSurroundings {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String PASSWORD = "changeit";

    @TempDir
    Path dir;

    @Test
    void onlyTheNamedAuthorityIsTrusted() throws Exception {
        Path ours = certificate("ours", "ip:127.0.0.1");
        Path another = certificate("another", "ip:127.0.0.1");

        assertThat(deleteAt("ours", Optional.of(ours))).isEqualTo(new Deleted(204));
        assertThat(deleteAt("ours", Optional.of(another))).isEqualTo(TryLater.because("tls"));
        assertThat(deleteAt("ours", Optional.empty())).isEqualTo(TryLater.because("tls"));
    }

    @Test
    void aTrustedCertificateForAnotherHostIsRefused() throws Exception {
        Path ca = certificate("elsewhere", "dns:elsewhere.example.org");

        assertThat(deleteAt("elsewhere", Optional.of(ca))).isEqualTo(TryLater.because("tls"));
    }

    private DeletionOutcome deleteAt(String name, Optional<Path> ca) throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(identity(name)));
        server.createContext("/v1/secrets/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try {
            var http = new StrictHttp(ca.map(TrustedCa::context), PATIENCE, PATIENCE);
            URI endpoint = URI.create("https://127.0.0.1:" + server.getAddress().getPort());
            return new BarbicanManager(
                            new BarbicanClient(http, endpoint, new Microversion(1)),
                            Identity.withHeader(Scope.IMAGE_PROJECT, "", new ServiceToken(() -> token("t"))),
                            new SecretRules(false, false, Set.of()),
                            new CircuitBreaker(clock),
                            clock)
                    .delete(command());
        } finally {
            server.stop(0);
        }
    }

    /** Makes a key pair that vouches for itself, and returns its certificate. */
    private Path certificate(String name, String subject) throws Exception {
        keytool(name, "-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "san=" + subject);
        Path pem = dir.resolve(name + ".pem");
        keytool(name, "-exportcert", "-rfc", "-file", pem.toString());
        return pem;
    }

    private void keytool(String name, String... what) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(what));
        command.addAll(List.of("-alias", "key", "-keystore", store(name).toString(), "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
    }

    private SSLContext identity(String name) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store(name))) {
            store.load(in, PASSWORD.toCharArray());
        }
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private Path store(String name) {
        return dir.resolve(name + ".p12");
    }
}
