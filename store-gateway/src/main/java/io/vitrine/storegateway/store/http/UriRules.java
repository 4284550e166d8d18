package io.vitrine.storegateway.store.http;

import io.vitrine.contracts.egress.HostName;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Judges a URL by its text (spec: security, sections 3.1 and 3.2): what names a host of the list and nothing unusual. Pure. */
final class UriRules {
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[^\\[\\]]*]|[^:\\[\\]]+)(?::([1-9]\\d{0,4}))?");

    private final List<AllowedHost> allowed;

    UriRules(List<AllowedHost> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    /**
     * Where a request goes: its text is allowed, the addresses of a name are not judged yet.
     *
     * @param uri as it was written
     */
    record Target(URI uri, boolean https, HostName host, int port) {}

    /** Empty for what this store never asks. */
    Optional<Target> judge(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        String authority = uri.getRawAuthority();
        boolean https = scheme.equals("https");
        if (!https && !scheme.equals("http")
                || authority == null
                || authority.contains("@")
                || uri.getRawFragment() != null) {
            return Optional.empty();
        }
        Matcher parts = AUTHORITY.matcher(authority);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int port = parts.group(2) == null ? (https ? 443 : 80) : Integer.parseInt(parts.group(2));
        return HostName.normalise(parts.group(1))
                .filter(host -> allowed.stream().anyMatch(each -> each.covers(host, port)))
                .map(host -> new Target(uri, https, host, port));
    }
}
