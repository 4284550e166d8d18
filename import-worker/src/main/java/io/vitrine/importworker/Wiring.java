package io.vitrine.importworker;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.oidc.client.OidcClient;
import io.quarkus.runtime.Startup;
import io.vertx.core.Vertx;
import io.vitrine.importworker.fetch.FetchLimits;
import io.vitrine.importworker.fetch.Fetcher;
import io.vitrine.importworker.fetch.FilterConfig;
import io.vitrine.importworker.gateway.GatewayClient;
import io.vitrine.importworker.gateway.GatewayConfig;
import io.vitrine.importworker.identity.ServiceToken;
import io.vitrine.importworker.job.ImportConfig;
import io.vitrine.importworker.method.Copied;
import io.vitrine.importworker.method.GivenLocation;
import io.vitrine.importworker.method.ImportMethods;
import io.vitrine.importworker.method.WebDownload;
import io.vitrine.importworker.step.Copy;
import io.vitrine.importworker.step.Fetch;
import io.vitrine.importworker.step.Place;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Puts the parts together. At start, so that a filter that cannot be read stops it. */
@Singleton
class Wiring {
    @Produces
    @Singleton
    ServiceToken token(OidcClient client) {
        return ServiceToken.from(client);
    }

    @Produces
    @Singleton
    @Startup
    ImportMethods methods(
            Vertx vertx,
            FilterConfig filter,
            ImportConfig limits,
            GatewayConfig gateway,
            ServiceToken token,
            ObjectMapper json) {
        var fetch = new Fetch(Fetcher.configured(vertx, filter, FetchLimits.within(limits.maxDuration())));
        var client = new GatewayClient(vertx, gateway, token, json);
        return new ImportMethods(
                new Copied(new Copy(client)), new WebDownload(fetch, new Place(client)), new GivenLocation(client));
    }
}
