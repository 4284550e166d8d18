package io.vitrine.importworker.remote;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The configured services. A user's token is sent there, so one that would not be reached over TLS stops the start. */
public final class Regions {
    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "[::1]", "localhost");

    private final Map<String, String> endpoints = new HashMap<>();

    public Regions(RemoteConfig config) {
        config.regions()
                .forEach((name, region) -> region.endpoint().ifPresent(uri -> endpoints.put(name, checked(name, uri))));
    }

    /** Without a slash at its end. */
    Optional<String> endpoint(String region) {
        return Optional.ofNullable(endpoints.get(region));
    }

    private static String checked(String name, URI endpoint) {
        boolean here = "http".equals(endpoint.getScheme()) && THIS_MACHINE.contains(String.valueOf(endpoint.getHost()));
        boolean whole =
                endpoint.getHost() != null && endpoint.getRawQuery() == null && endpoint.getRawFragment() == null;
        if (!whole || !here && !"https".equals(endpoint.getScheme())) {
            throw new IllegalStateException(
                    "images.import.remote.%s.endpoint must be an https URL: users' tokens are sent there."
                            .formatted(name));
        }
        return endpoint.toString().replaceAll("/+$", "");
    }
}
