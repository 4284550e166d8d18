package io.vitrine.contracts.egress;

import java.net.InetAddress;

/** A network: an address and how many of its leading bits count. */
final class Cidr {
    private final byte[] network;
    private final int prefix;

    private Cidr(byte[] network, int prefix) {
        this.network = network;
        this.prefix = prefix;
    }

    /**
     * Reads {@code 10.0.0.0/8}, {@code fc00::/7} or a single address.
     *
     * @throws IllegalArgumentException when it is no network; names are never looked up
     */
    static Cidr parse(String text) {
        String[] parts = text.strip().split("/", -1);
        InetAddress address = HostName.literal(parts[0])
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no network: write 10.0.0.0/8."));
        byte[] bytes = address.getAddress();
        if (parts.length == 1) {
            return new Cidr(bytes, bytes.length * 8);
        }
        if (parts.length > 2 || !parts[1].matches("\\d{1,3}") || Integer.parseInt(parts[1]) > bytes.length * 8) {
            throw new IllegalArgumentException("'" + text + "' is no network: write 10.0.0.0/8.");
        }
        return new Cidr(bytes, Integer.parseInt(parts[1]));
    }

    boolean contains(byte[] address) {
        if (address.length != network.length) {
            return false;
        }
        int whole = prefix / 8;
        for (int i = 0; i < whole; i++) {
            if (address[i] != network[i]) {
                return false;
            }
        }
        int rest = prefix % 8;
        return rest == 0 || (address[whole] & 0xff) >> (8 - rest) == (network[whole] & 0xff) >> (8 - rest);
    }
}
