package io.vitrine.storegateway.store.http;

import static io.vitrine.storegateway.store.InvalidStoreConfiguration.key;
import static io.vitrine.storegateway.store.InvalidStoreConfiguration.required;

import io.vitrine.contracts.egress.AddressRules;
import io.vitrine.storegateway.store.BlobSource;
import io.vitrine.storegateway.store.InvalidStoreConfiguration;
import io.vitrine.storegateway.store.StoreConfig;
import io.vitrine.storegateway.store.StoreDriver;
import io.vitrine.storegateway.store.Trust;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes stores of type {@code http}. */
@Singleton
public final class HttpDriver implements StoreDriver {
    private final AddressRules addresses;

    @Inject
    public HttpDriver(FilterConfig filter) {
        try {
            this.addresses = new AddressRules(
                    filter.allowCidrs().orElse(List.of()), filter.denyCidrs().orElse(List.of()));
        } catch (IllegalArgumentException e) {
            throw new InvalidStoreConfiguration("The settings 'images.import.filter': " + e.getMessage());
        }
    }

    @Override
    public String type() {
        return "http";
    }

    @Override
    public BlobSource create(String id, StoreConfig config) {
        List<String> hosts =
                required(id, "http.allowed-hosts", config.http().allowedHosts().filter(named -> !named.isEmpty()));
        String key = key(id, "http.allowed-hosts");
        UriRules rules = new UriRules(hosts.stream()
                .map(host -> AllowedHost.parse(host)
                        .orElseThrow(() -> new InvalidStoreConfiguration(
                                "The setting '%s' must list host or host:port, and '%s' is neither."
                                        .formatted(key, host))))
                .toList());
        Optional<Trust> trust = config.http().ca().map(file -> Trust.in(file, key(id, "http.ca")));
        return new HttpSource(new Hops(rules, new CheckedDns(addresses), trust, HttpTimes.USUAL));
    }

    @Override
    public Map<String, Object> publicProperties(StoreConfig config) {
        return Map.of();
    }
}
