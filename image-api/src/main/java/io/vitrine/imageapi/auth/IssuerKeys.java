package io.vitrine.imageapi.auth;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.TenantIdentityProvider;
import io.quarkus.oidc.runtime.TenantConfigBean;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The keys that tokens are judged by: whether there are any, and that withdrawn ones do not live on. */
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

    /**
     * An unknown key makes quarkus-oidc fetch the set anew, but nothing makes it forget one that was withdrawn. While the issuer is away the old
     * set stays.
     */
    @Scheduled(every = "10m", delayed = "10m")
    void refresh() {
        Uni.createFrom()
                .deferred(() ->
                        tenants.getDefaultTenant().provider().refreshJwksAndVerifyJwtToken(KNOCK, false, false, null))
                .subscribe()
                .with(result -> {}, IssuerKeys::expected);
    }

    /** Does not wait: when the keys are missing they are asked for, and the next call may find them. */
    public boolean wereLoaded() {
        boolean loaded = tenants.getDefaultTenant().ready();
        if (!loaded) {
            oidc.authenticate(new AccessTokenCredential(KNOCK)).subscribe().with(identity -> {}, IssuerKeys::expected);
        }
        return loaded;
    }

    /** The token is none, so the answer is a failure; what counts is that the issuer was asked. */
    private static void expected(Throwable failure) {
        LOG.atDebug()
                .addKeyValue("cause", failure.getClass().getSimpleName())
                .log("asked the token issuer for its keys");
    }
}
