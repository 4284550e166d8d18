package io.vitrine.imageapi.auth;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.TenantIdentityProvider;
import io.quarkus.oidc.runtime.TenantConfigBean;
import jakarta.enterprise.context.ApplicationScoped;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether tokens can be judged at all. */
@ApplicationScoped
public class IssuerKeys {
    private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);
    /** No token at all, but it makes quarkus-oidc connect if it has not yet. */
    private static final String KNOCK = "e30.e30.e30";

    private final TenantConfigBean tenants;
    private final TenantIdentityProvider oidc;

    IssuerKeys(TenantConfigBean tenants, TenantIdentityProvider oidc) {
        this.tenants = tenants;
        this.oidc = oidc;
    }

    /** Does not wait: when the keys are missing they are asked for, and the next call may find them. */
    public boolean wereLoaded() {
        boolean loaded = tenants.getDefaultTenant().ready();
        if (!loaded) {
            oidc.authenticate(new AccessTokenCredential(KNOCK))
                    .subscribe()
                    .with(
                            identity -> {},
                            failure -> LOG.atDebug()
                                    .addKeyValue("cause", failure.getClass().getSimpleName())
                                    .log("asked the token issuer for its keys"));
        }
        return loaded;
    }
}
