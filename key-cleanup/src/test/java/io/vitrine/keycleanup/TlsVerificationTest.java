package io.vitrine.keycleanup;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsVerificationTest {
    private static Optional<String> weakened(String key, String value) {
        var source = new PropertiesConfigSource(Map.of(key, value), "test", 100);
        return new TlsVerification(
                        new SmallRyeConfigBuilder().withSources(source).build())
                .weakened();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            quarkus.tls.trust-all,                              true
            quarkus.tls.keys.trust-all,                         TRUE
            quarkus.tls.hostname-verification-algorithm,        NONE
            quarkus.tls.keys.hostname-verification-algorithm,   none
            quarkus.oidc-client.tls.verification,               none
            quarkus.oidc-client.tls.verification,               certificate-validation
            quarkus.oidc-client.second.tls.verification,        none
            jdk.internal.httpclient.disableHostnameVerification, true
            """)
    void whatTurnsVerificationOffIsFound(String key, String value) {
        assertThat(weakened(key, value)).hasValue(key);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            quarkus.tls.trust-all,                              false
            quarkus.tls.trust-store.pem.certs,                  ca.pem
            quarkus.tls.hostname-verification-algorithm,        HTTPS
            quarkus.oidc-client.tls.verification,               required
            jdk.internal.httpclient.disableHostnameVerification, false
            """)
    void whatVerifiesIsFine(String key, String value) {
        assertThat(weakened(key, value)).isEmpty();
    }
}
