package io.vitrine.keycleanup.barbican;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** How to reach Barbican. */
@ConfigMapping(prefix = "images.keys.barbican")
public interface BarbicanConfig {
    /** Base URL such as {@code https://key-manager:9311}, without {@code /v1}. The only host that is ever asked. */
    Optional<URI> endpoint();

    /** Microversion sent in {@code OpenStack-API-Version}. From 1.2 on Barbican refuses to delete a secret that has consumers. */
    @WithDefault("1.1")
    String apiVersion();

    /** PEM file with the certificates to trust, of Barbican and of Keystone, instead of the Java runtime's. */
    Optional<Path> ca();

    /** In whose name a delete acts. */
    Auth auth();

    /** In whose name a delete acts. */
    interface Auth {
        /** {@code client-credentials} as {@code quarkus.oidc-client} says, or Keystone's {@code password} or {@code application-credential}. */
        @WithDefault("client-credentials")
        Type type();

        /**
         * {@code image-project}: in the project that owned the image, so that Barbican itself refuses the keys of others. {@code fixed}: in
         * one project for all; only with {@code images.keys.require-creator}.
         */
        @WithDefault("image-project")
        Scope scope();

        /** Id of the project that a fixed scope acts in. An application credential has its own. */
        Optional<String> project();

        /** Keystone's v3 API such as {@code https://keystone:5000/v3}. */
        Optional<URI> url();

        /** User of type {@code password}. */
        Optional<String> username();

        /** Name of the domain of that user. */
        @WithDefault("Default")
        String userDomain();

        /** Password of that user. */
        Optional<String> password();

        /** Of type {@code application-credential}. */
        Optional<String> applicationCredentialId();

        /** Of type {@code application-credential}. */
        Optional<String> applicationCredentialSecret();
    }

    /** How this service proves who it is. */
    enum Type {
        CLIENT_CREDENTIALS,
        PASSWORD,
        APPLICATION_CREDENTIAL;

        /** As the configuration spells it. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Where a delete acts. */
    enum Scope {
        IMAGE_PROJECT,
        FIXED
    }
}
