package io.vitrine.importworker;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.oidc.client.OidcClient;
import io.quarkus.runtime.Startup;
import io.vertx.core.Vertx;
import io.vitrine.importworker.convert.ConversionConfig;
import io.vitrine.importworker.convert.Converter;
import io.vitrine.importworker.fetch.FetchLimits;
import io.vitrine.importworker.fetch.Fetcher;
import io.vitrine.importworker.fetch.FilterConfig;
import io.vitrine.importworker.fetch.ProxyConfig;
import io.vitrine.importworker.gateway.GatewayClient;
import io.vitrine.importworker.gateway.GatewayConfig;
import io.vitrine.importworker.identity.ServiceToken;
import io.vitrine.importworker.job.ImportConfig;
import io.vitrine.importworker.method.Conversion;
import io.vitrine.importworker.method.Copied;
import io.vitrine.importworker.method.Download;
import io.vitrine.importworker.method.GivenLocation;
import io.vitrine.importworker.method.GlanceDirect;
import io.vitrine.importworker.method.GlanceDownload;
import io.vitrine.importworker.method.ImportMethods;
import io.vitrine.importworker.method.WebDownload;
import io.vitrine.importworker.remote.Regions;
import io.vitrine.importworker.remote.RemoteConfig;
import io.vitrine.importworker.remote.RemoteImages;
import io.vitrine.importworker.step.Copy;
import io.vitrine.importworker.step.Fetch;
import io.vitrine.importworker.step.JobNews;
import io.vitrine.importworker.step.Place;
import io.vitrine.importworker.step.Unpack;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Puts the parts together. At start, so that a filter that cannot be read, or a tool that is missing, stops it. */
@Singleton
class Wiring {
    private Optional<Converter> converter = Optional.empty();

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
            ProxyConfig proxy,
            ImportConfig limits,
            GatewayConfig gateway,
            RemoteConfig remote,
            JobNews news,
            ConversionConfig conversions,
            ServiceToken token,
            ObjectMapper json) {
        Fetcher fetcher = Fetcher.configured(vertx, filter, proxy, FetchLimits.within(limits.maxDuration()));
        var client = new GatewayClient(vertx, gateway, token, json);
        converter = Converter.configured(conversions);
        var conversion = new Conversion(client, news, converter);
        var download = new Download(new Fetch(fetcher), new Place(client), conversion);
        var images = new RemoteImages(new Regions(remote), fetcher, news, json);
        return new ImportMethods(
                new GlanceDirect(client, new Unpack(), conversion, limits.maxDuration()),
                new Copied(new Copy(client)),
                new WebDownload(download, new Unpack()),
                new GlanceDownload(images, download),
                new GivenLocation(client));
    }

    @PreDestroy
    void end() {
        converter.ifPresent(Converter::close);
    }
}
