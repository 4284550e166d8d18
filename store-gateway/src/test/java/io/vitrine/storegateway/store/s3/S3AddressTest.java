package io.vitrine.storegateway.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.minio.GetPresignedObjectUrlArgs;
import io.minio.http.Method;
import io.vitrine.storegateway.store.BlobStore;
import io.vitrine.storegateway.store.StoreException;
import io.vitrine.storegateway.store.StoreException.Kind;
import io.vitrine.storegateway.store.Trust;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where requests go, and whose certificate is believed. */
class S3AddressTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    Path dir;

    @ParameterizedTest
    @CsvSource({
        "http://s3.example.org:9000, AUTO, http://s3.example.org:9000/images/a.1",
        "http://s3.example.org:9000, PATH, http://s3.example.org:9000/images/a.1",
        "http://s3.example.org:9000, VIRTUAL, http://images.s3.example.org:9000/a.1",
        "https://s3.amazonaws.com, AUTO, https://images.s3.us-east-1.amazonaws.com/a.1",
        "https://s3.amazonaws.com, PATH, https://s3.us-east-1.amazonaws.com/images/a.1"
    })
    void theBucketStandsWhereItIsWanted(URI endpoint, UrlStyle style, String url) throws Exception {
        S3Client client = new S3Client(settings(endpoint, style, Optional.empty()));
        assertThat(client.getPresignedObjectUrl(GetPresignedObjectUrlArgs.builder()
                        .method(Method.GET)
                        .region("us-east-1")
                        .bucket("images")
                        .object("a.1")
                        .build()))
                .startsWith(url + "?");
    }

    @Test
    void aCertificateOfOnesOwnIsTrustedOnlyWhenItIsNamed() throws Exception {
        // Given
        HttpsServer server = server();
        URI endpoint = URI.create("https://127.0.0.1:" + server.getAddress().getPort());
        try {
            Trust own = Trust.in(dir.resolve("ca.pem"), "images.stores.fast.s3.ca");
            // When, Then
            store(endpoint, Optional.of(own)).check();
            assertThatThrownBy(() -> store(endpoint, Optional.empty()).check())
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
                    .hasMessageContaining("certificate");
        } finally {
            server.stop(0);
        }
    }

    private HttpsServer server() throws Exception {
        keytool(
                "-genkeypair",
                "-alias",
                "s3",
                "-keyalg",
                "EC",
                "-dname",
                "CN=s3",
                "-ext",
                "SAN=ip:127.0.0.1",
                "-storetype",
                "PKCS12");
        keytool(
                "-exportcert",
                "-alias",
                "s3",
                "-rfc",
                "-file",
                dir.resolve("ca.pem").toString());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(dir.resolve("keys.p12"))) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", dir.resolve("keys.p12").toString(), "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private static BlobStore store(URI endpoint, Optional<Trust> trust) {
        return new S3BlobStore(settings(endpoint, UrlStyle.AUTO, trust), S3StoreFixture.space());
    }

    private static S3Settings settings(URI endpoint, UrlStyle style, Optional<Trust> trust) {
        return new S3Settings(
                endpoint,
                "us-east-1",
                "images",
                S3StoreFixture.keys("access", "secret"),
                false,
                style,
                trust,
                PartPlan.USUAL);
    }
}
