package io.vitrine.imageapi.importing;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Refuses at request time what can never be fetched (spec: imports, section 7; security, section 3, rules 1 and 2). What a name resolves to
 * is judged by import-worker, when it connects.
 */
@ApplicationScoped
class UriFilter {
    private static final Pattern IPV4 = Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(?!$)|$)){4}");
    private static final Pattern NAME = Pattern.compile("(?!-)[a-z0-9-]{1,63}(?<!-)(\\.(?!-)[a-z0-9-]{1,63}(?<!-))*");
    /** The last label of a name is never a number in any notation: such a host is an address in disguise. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");

    private static final int LONGEST_NAME = 253;

    private final ImportConfig.Filter filter;

    UriFilter(ImportConfig config) {
        this.filter = config.filter();
    }

    boolean passes(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            return false;
        }
        String scheme = uri.getScheme();
        String host = uri.getHost();
        if (scheme == null || host == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            return false;
        }
        String lowerScheme = scheme.toLowerCase(Locale.ROOT);
        Optional<String> normal = normalised(host);
        int port = uri.getPort() >= 0 ? uri.getPort() : defaultPort(lowerScheme);
        return filter.allowedSchemes().contains(lowerScheme)
                && normal.isPresent()
                && isAllowed(normal.get(), filter.allowedHosts().orElse(List.of()), filter.disallowedHosts())
                && isAllowed(port, filter.allowedPorts(), filter.disallowedPorts());
    }

    private static <T> boolean isAllowed(T value, List<T> allowed, Optional<List<T>> disallowed) {
        return allowed.isEmpty() ? !disallowed.orElse(List.of()).contains(value) : allowed.contains(value);
    }

    /** Lower case, ASCII, without a last dot; empty for what is neither a name nor an address in its canonical form. */
    private static Optional<String> normalised(String host) {
        if (host.startsWith("[")) {
            // java.net.URI has parsed it as an IPv6 address; a zone would name an interface of ours.
            return host.contains("%") ? Optional.empty() : Optional.of(host.toLowerCase(Locale.ROOT));
        }
        String name;
        try {
            name = IDN.toASCII(host, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (name.endsWith(".")) {
            name = name.substring(0, name.length() - 1);
        }
        String lastLabel = name.substring(name.lastIndexOf('.') + 1);
        boolean canonicalAddress = IPV4.matcher(name).matches();
        boolean properName = name.length() <= LONGEST_NAME
                && NAME.matcher(name).matches()
                && !NUMBER.matcher(lastLabel).matches();
        return canonicalAddress || properName ? Optional.of(name) : Optional.empty();
    }

    private static int defaultPort(String scheme) {
        return scheme.equals("https") ? 443 : 80;
    }
}
