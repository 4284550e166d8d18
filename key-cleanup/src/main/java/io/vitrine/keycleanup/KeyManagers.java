package io.vitrine.keycleanup;

import io.quarkus.oidc.client.OidcClient;
import io.quarkus.runtime.Startup;
import io.vitrine.keycleanup.barbican.BarbicanConfig;
import io.vitrine.keycleanup.barbican.BarbicanManager;
import io.vitrine.keycleanup.barbican.ServiceToken;
import io.vitrine.keycleanup.key.DryRun;
import io.vitrine.keycleanup.key.KeyManager;
import io.vitrine.keycleanup.key.KeysConfig;
import io.vitrine.keycleanup.key.NoManager;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** Chooses the key manager that the configuration names, at start: a configuration that cannot work stops it. */
@Singleton
class KeyManagers {
    @Produces
    @Singleton
    @Startup
    KeyManager keyManager(KeysConfig keys, BarbicanConfig barbican, OidcClient oidc) {
        KeyManager manager = switch (keys.manager()) {
            case NONE -> new NoManager();
            case BARBICAN -> BarbicanManager.configured(barbican, keys, ServiceToken.from(oidc), Clock.systemUTC());
        };
        return keys.dryRun() ? new DryRun() : manager;
    }
}
