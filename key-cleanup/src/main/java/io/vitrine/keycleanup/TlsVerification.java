package io.vitrine.keycleanup;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;

/** Stops a production start under any setting that lets a peer be somebody else: tokens that may delete keys go there. */
@ApplicationScoped
class TlsVerification {
    private static final Pattern TRUST_ALL = Pattern.compile("quarkus\\.tls\\.(.*\\.)?trust-all");
    private static final Pattern HOST_NAME = Pattern.compile("quarkus\\.tls\\.(.*\\.)?hostname-verification-algorithm");
    private static final Pattern OIDC = Pattern.compile("quarkus\\.oidc-client\\.(.*\\.)?tls\\.verification");
    private static final String JDK = "jdk.internal.httpclient.disableHostnameVerification";

    private final Config config;

    TlsVerification(Config config) {
        this.config = config;
    }

    void check(@Observes @Priority(1) StartupEvent start) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            weakened().ifPresent(key -> {
                throw new IllegalStateException(
                        key + " turns the verification of certificates off. To trust an authority"
                                + " of your own, name its certificates in images.keys.barbican.ca or quarkus.tls.trust-store.");
            });
        }
    }

    /** The first setting that turns verification off, or a part of it. */
    Optional<String> weakened() {
        return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .filter(this::weakens)
                .sorted()
                .findFirst();
    }

    private boolean weakens(String key) {
        if (key.equals(JDK)) {
            return !"false".equalsIgnoreCase(value(key));
        }
        return TRUST_ALL.matcher(key).matches() && "true".equalsIgnoreCase(value(key))
                || HOST_NAME.matcher(key).matches() && "none".equalsIgnoreCase(value(key))
                || OIDC.matcher(key).matches() && !"required".equalsIgnoreCase(value(key));
    }

    private String value(String key) {
        return config.getOptionalValue(key, String.class).orElse("");
    }
}
