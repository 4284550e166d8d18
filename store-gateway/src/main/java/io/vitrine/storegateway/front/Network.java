package io.vitrine.storegateway.front;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * An address or a network of addresses.
 *
 * @param bits how many leading bits an address has in common with all others
 */
record Network(InetAddress address, int bits) {
    /** @throws IllegalArgumentException for anything but {@code address} or {@code address/bits} */
    static Network parse(String text) {
        int slash = text.indexOf('/');
        try {
            InetAddress address = InetAddress.ofLiteral((slash < 0 ? text : text.substring(0, slash)).strip());
            int most = address.getAddress().length * Byte.SIZE;
            int bits = slash < 0
                    ? most
                    : Integer.parseInt(text.substring(slash + 1).strip());
            if (bits >= 0 && bits <= most) {
                return new Network(address, bits);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(refusal(text), e);
        }
        throw new IllegalArgumentException(refusal(text));
    }

    boolean contains(InetAddress other) {
        byte[] ours = address.getAddress();
        byte[] theirs = other.getAddress();
        int whole = bits / Byte.SIZE;
        int mask = 0xff << Byte.SIZE - bits % Byte.SIZE & 0xff;
        return ours.length == theirs.length
                && Arrays.equals(ours, 0, whole, theirs, 0, whole)
                && (mask == 0 || (ours[whole] & mask) == (theirs[whole] & mask));
    }

    private static String refusal(String text) {
        return "images.front.trusted-proxies: '%s' is neither an address nor a network such as 10.0.0.0/8."
                .formatted(text);
    }
}
