package io.vitrine.keycleanup.barbican;

import io.vitrine.keycleanup.barbican.BarbicanConfig.Auth;
import io.vitrine.keycleanup.barbican.BarbicanConfig.Scope;
import io.vitrine.keycleanup.key.KeysConfig;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** The identity that the configuration asks for. One that could delete too much stops the start. */
final class Identities {
    private static final String AUTH = "images.keys.barbican.auth.";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Identities() {}

    /** @param service token by client credentials, as the other services have one */
    static Identity configured(BarbicanConfig config, KeysConfig keys, ServiceToken service, Optional<SSLContext> tls) {
        Auth auth = config.auth();
        if (auth.scope() == Scope.FIXED && !keys.requireCreator()) {
            // One identity for all projects would delete, for any user, whatever secret he names in his own image.
            throw new IllegalStateException(AUTH + "scope=fixed deletes in one project whatever key an image names:"
                    + " it needs images.keys.require-creator=true.");
        }
        return switch (auth.type()) {
            case CLIENT_CREDENTIALS ->
                Identity.withHeader(auth.scope(), auth.project().orElse(""), service);
            case PASSWORD -> keystone(auth, tls, password(auth));
            case APPLICATION_CREDENTIAL -> keystone(auth, tls, applicationCredential(auth));
        };
    }

    private static Identity keystone(Auth auth, Optional<SSLContext> tls, KeystoneLogin login) {
        URI url = auth.url()
                .filter(Endpoints::isHttp)
                .orElseThrow(() -> missing("url", auth, "such as https://keystone:5000/v3"));
        var client = new KeystoneClient(new StrictHttp(tls, StrictHttp.CONNECT, PATIENCE), url, login);
        return Identity.withTokenOf(
                auth.scope(), auth.project().orElse(""), project -> new ServiceToken(() -> client.token(project)));
    }

    private static KeystoneLogin password(Auth auth) {
        if (auth.scope() == Scope.FIXED && auth.project().isEmpty()) {
            throw missing("project", auth, "the id of the project to act in, because the scope is fixed");
        }
        return new KeystoneLogin.Password(
                auth.username().orElseThrow(() -> missing("username", auth, "the service's own user")),
                auth.userDomain(),
                auth.password().orElseThrow(() -> missing("password", auth, "that user's password")));
    }

    private static KeystoneLogin applicationCredential(Auth auth) {
        if (auth.scope() == Scope.IMAGE_PROJECT) {
            throw new IllegalStateException(AUTH + "type=application-credential is bound to one project: it needs "
                    + AUTH + "scope=fixed, and that needs images.keys.require-creator=true.");
        }
        return new KeystoneLogin.ApplicationCredential(
                auth.applicationCredentialId().orElseThrow(() -> missing("application-credential-id", auth, "its id")),
                auth.applicationCredentialSecret()
                        .orElseThrow(() -> missing("application-credential-secret", auth, "its secret")));
    }

    private static IllegalStateException missing(String key, Auth auth, String what) {
        return new IllegalStateException(
                AUTH + "type=" + auth.type().word() + " needs " + AUTH + key + ": " + what + ".");
    }
}
