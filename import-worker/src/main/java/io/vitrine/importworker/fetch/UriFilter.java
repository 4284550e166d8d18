package io.vitrine.importworker.fetch;

import io.vitrine.contracts.egress.HostName;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Judges a URI by its text (spec: security, sections 3.1 and 3.2). The addresses behind a name are judged by {@link io.vitrine.contracts.egress.AddressRules}, after
 * the one look-up. Pure and safe for use from any thread; the reasons are for operators.
 */
final class UriFilter {
    private static final Set<String> FETCHABLE = Set.of("http", "https");
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[^\\[\\]]*]|[^:\\[\\]]+)(?::([1-9]\\d{0,4}))?");

    private final Set<String> schemes;
    private final AllowDeny<String> hosts;
    private final AllowDeny<Integer> ports;

    UriFilter(FilterConfig config) {
        this.schemes = config.allowedSchemes().stream()
                .map(scheme -> scheme.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        this.hosts = new AllowDeny<>(
                hosts(config.allowedHosts().orElse(List.of())),
                hosts(config.disallowedHosts().orElse(List.of())));
        this.ports = new AllowDeny<>(
                config.allowedPorts().orElse(Set.of()), config.disallowedPorts().orElse(Set.of()));
    }

    /** What a text turned out to be. */
    sealed interface Verdict {
        record Allowed(Target target) implements Verdict {}

        record Denied(String reason) implements Verdict {}
    }

    Verdict judge(String text) {
        try {
            return judge(new URI(text));
        } catch (URISyntaxException e) {
            return new Verdict.Denied("it is not a URI");
        }
    }

    Verdict judge(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!schemes.contains(scheme) || !FETCHABLE.contains(scheme)) {
            return new Verdict.Denied("its scheme is not allowed");
        }
        String authority = uri.getRawAuthority();
        if (authority == null) {
            return new Verdict.Denied("it has no host");
        }
        if (authority.contains("@")) {
            return new Verdict.Denied("it has user information");
        }
        if (uri.getRawFragment() != null) {
            return new Verdict.Denied("it has a fragment");
        }
        Matcher parts = AUTHORITY.matcher(authority);
        if (!parts.matches()) {
            return new Verdict.Denied("its host or port is malformed");
        }
        int port = parts.group(2) == null ? ("https".equals(scheme) ? 443 : 80) : Integer.parseInt(parts.group(2));
        if (port > 65_535 || !ports.allows(port)) {
            return new Verdict.Denied("its port is not allowed");
        }
        return HostName.normalise(parts.group(1))
                .map(host -> judge(uri, scheme, host, port))
                .orElseGet(() -> new Verdict.Denied("its host is malformed or not in canonical form"));
    }

    private Verdict judge(URI uri, String scheme, HostName host, int port) {
        if (!hosts.allows(host.text())) {
            return new Verdict.Denied("its host is not allowed");
        }
        return new Verdict.Allowed(new Target("https".equals(scheme), host, port, pathAndQuery(uri), uri));
    }

    /** As it stands on the request line: non-ASCII characters encoded, nothing decoded. */
    private static String pathAndQuery(URI uri) {
        URI ascii = URI.create(uri.toASCIIString());
        String path = ascii.getRawPath() == null || ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
        return ascii.getRawQuery() == null ? path : path + "?" + ascii.getRawQuery();
    }

    private static Set<String> hosts(List<String> written) {
        return written.stream()
                .map(host -> HostName.normalise(host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "'" + host + "' in images.import.filter is no host name or address.")))
                .map(HostName::text)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What is allowed decides alone; only without it what is denied counts. */
    private record AllowDeny<T>(Set<T> allowed, Set<T> denied) {
        boolean allows(T value) {
            return allowed.isEmpty() ? !denied.contains(value) : allowed.contains(value);
        }
    }
}
