package io.vitrine.contracts.egress;

import java.net.IDN;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A host in the one spelling that is compared and connected to: lower case, ASCII, no trailing dot, addresses only in canonical form.
 *
 * @param text as in {@code Host}: a name, a dotted IPv4 address or a bracketed IPv6 address
 * @param address the address when the host is one; null for a name that must be resolved
 */
public record HostName(String text, @Nullable InetAddress address) {
    private static final Pattern IPV4 =
            Pattern.compile("(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})\\.(0|[1-9]\\d{0,2})");
    /** A last label like this makes resolvers read the whole as a number: decimal, octal, hex, short. */
    private static final Pattern NUMBER = Pattern.compile("\\d+|0x[0-9a-f]*");

    private static final Pattern LABEL = Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?");
    private static final int LONGEST = 253;

    /** Empty when the text is no host that we would ask. */
    public static Optional<HostName> normalise(String written) {
        if (written.startsWith("[")) {
            return written.endsWith("]") ? ipv6(written.substring(1, written.length() - 1)) : Optional.empty();
        }
        return ascii(written).map(HostName::withoutTrailingDot).flatMap(HostName::nameOrIpv4);
    }

    /** An address in canonical form, without brackets. Never looks anything up. */
    public static Optional<InetAddress> literal(String text) {
        return text.contains(":") ? ipv6(text).map(HostName::address) : ipv4(text);
    }

    private static Optional<String> ascii(String written) {
        try {
            return Optional.of(IDN.toASCII(written).toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String withoutTrailingDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private static Optional<HostName> nameOrIpv4(String name) {
        String[] labels = name.split("\\.", -1);
        if (NUMBER.matcher(labels[labels.length - 1]).matches()) {
            return ipv4(name).map(address -> new HostName(name, address));
        }
        for (String label : labels) {
            if (!LABEL.matcher(label).matches()) {
                return Optional.empty();
            }
        }
        return name.length() > LONGEST ? Optional.empty() : Optional.of(new HostName(name, null));
    }

    private static Optional<InetAddress> ipv4(String text) {
        if (!IPV4.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Inet4Address.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<HostName> ipv6(String written) {
        String text = written.toLowerCase(Locale.ROOT);
        if (!text.matches("[0-9a-f:.]{2,45}")) {
            return Optional.empty();
        }
        try {
            InetAddress address = Inet6Address.ofLiteral(text);
            return CanonicalIpv6.spells(text, address)
                    ? Optional.of(new HostName("[" + text + "]", address))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
