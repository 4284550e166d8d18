package io.vitrine.contracts.egress;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which addresses may be connected to (spec: security, section 3.4). Two lists: one that nothing lifts, and one that is refused unless
 * lifted per network. An address that carries an IPv4 address inside is judged by both. Pure and safe for use from any thread.
 */
public final class AddressRules {
    private static final List<Cidr> NEVER = cidrs(List.of(
            "0.0.0.0/8",
            "169.254.0.0/16",
            "192.0.0.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "::/128",
            "fe80::/10",
            "ff00::/8"));

    private static final List<Cidr> UNLESS_LIFTED = cidrs(List.of(
            "127.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "::1/128",
            "fc00::/7"));

    /** IPv4-compatible, long deprecated; the zero groups behind it are {@code ::} and {@code ::1}, which have their own lines above. */
    private static final Cidr COMPATIBLE = Cidr.parse("::/96");

    private static final Cidr COMPATIBLE_ZERO = Cidr.parse("::/112");
    private static final Cidr NAT64 = Cidr.parse("64:ff9b::/96");
    private static final Cidr SIX_TO_FOUR = Cidr.parse("2002::/16");
    private static final Cidr TEREDO = Cidr.parse("2001::/32");

    private final List<Cidr> lifted;
    private final List<Cidr> denied;

    public AddressRules(List<String> allowCidrs, List<String> denyCidrs) {
        this.lifted = cidrs(allowCidrs);
        this.denied = cidrs(denyCidrs);
    }

    public boolean permit(InetAddress address) {
        // ::ffff:0:0/96 needs no case of its own: Java makes an IPv4 address of it, wherever it comes from.
        byte[] bytes = address.getAddress();
        return permits(bytes) && embedded(bytes).stream().allMatch(this::permits);
    }

    private boolean permits(byte[] address) {
        if (in(NEVER, address) || in(denied, address)) {
            return false;
        }
        return !in(UNLESS_LIFTED, address) || in(lifted, address);
    }

    private static List<byte[]> embedded(byte[] address) {
        boolean compatible = COMPATIBLE.contains(address) && !COMPATIBLE_ZERO.contains(address);
        if (compatible || NAT64.contains(address)) {
            return List.of(Arrays.copyOfRange(address, 12, 16));
        }
        if (SIX_TO_FOUR.contains(address)) {
            return List.of(Arrays.copyOfRange(address, 2, 6));
        }
        if (TEREDO.contains(address)) {
            byte[] client = Arrays.copyOfRange(address, 12, 16);
            for (int i = 0; i < client.length; i++) {
                client[i] = (byte) ~client[i];
            }
            return List.of(Arrays.copyOfRange(address, 4, 8), client);
        }
        return List.of();
    }

    private static boolean in(List<Cidr> networks, byte[] address) {
        return networks.stream().anyMatch(network -> network.contains(address));
    }

    private static List<Cidr> cidrs(List<String> texts) {
        List<Cidr> cidrs = new ArrayList<>();
        texts.forEach(text -> cidrs.add(Cidr.parse(text)));
        return List.copyOf(cidrs);
    }
}
