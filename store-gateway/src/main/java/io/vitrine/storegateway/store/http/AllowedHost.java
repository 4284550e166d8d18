package io.vitrine.storegateway.store.http;

import io.vitrine.contracts.egress.HostName;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host that locations may name.
 *
 * @param text in the spelling of {@link HostName}
 */
record AllowedHost(String text, Set<Integer> ports) {
    private static final Pattern WRITTEN = Pattern.compile("(\\[[^\\[\\]]*]|[^:\\[\\]/@]+)(?::([1-9]\\d{0,4}))?");
    private static final Set<Integer> USUAL = Set.of(80, 443);
    private static final int LAST_PORT = 65_535;

    static Optional<AllowedHost> parse(String written) {
        Matcher parts = WRITTEN.matcher(written.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        Set<Integer> ports = parts.group(2) == null ? USUAL : Set.of(Integer.parseInt(parts.group(2)));
        if (ports.stream().anyMatch(port -> port > LAST_PORT)) {
            return Optional.empty();
        }
        return HostName.normalise(parts.group(1)).map(host -> new AllowedHost(host.text(), ports));
    }

    boolean covers(HostName host, int port) {
        return text.equals(host.text()) && ports.contains(port);
    }
}
