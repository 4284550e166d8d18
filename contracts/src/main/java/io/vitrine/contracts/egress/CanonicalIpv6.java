package io.vitrine.contracts.egress;

import java.net.Inet4Address;
import java.net.InetAddress;

/** The one spelling of an IPv6 address (RFC 5952). */
final class CanonicalIpv6 {
    private CanonicalIpv6() {}

    /** Whether the text is how this address is spelt; an IPv4 address counts as the mapped one, in hexadecimal or with dots. */
    static boolean spells(String text, InetAddress address) {
        if (address instanceof Inet4Address ipv4) {
            byte[] b = ipv4.getAddress();
            String hex = "::ffff:%x:%x".formatted(group(b, 0), group(b, 1));
            return text.equals(hex) || text.equals("::ffff:" + ipv4.getHostAddress());
        }
        return text.equals(format(address.getAddress()));
    }

    static String format(byte[] address) {
        int[] longest = longestZeros(address);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == longest[0]) {
                text.append("::");
                i += longest[1] - 1;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(group(address, i)));
        }
        return text.toString();
    }

    /** Start and length of the first longest run of two or more zero groups; start -1 without one. */
    private static int[] longestZeros(byte[] address) {
        int[] best = {-1, 1};
        for (int start = 0; start < 8; start++) {
            int end = start;
            while (end < 8 && group(address, end) == 0) {
                end++;
            }
            if (end - start > best[1]) {
                best = new int[] {start, end - start};
            }
        }
        return best;
    }

    private static int group(byte[] address, int i) {
        return (address[2 * i] & 0xff) << 8 | (address[2 * i + 1] & 0xff);
    }
}
