package io.vitrine.contracts.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {
    private static final List<String> EVERYTHING = List.of("0.0.0.0/0", "::/0");

    private static boolean permits(AddressRules rules, String address) {
        return rules.permit(InetAddress.ofLiteral(address));
    }

    private static final AddressRules DEFAULT = new AddressRules(List.of(), List.of());
    private static final AddressRules LIFTED = new AddressRules(EVERYTHING, List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "93.184.216.34",
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "191.255.255.255",
                "192.0.1.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2606:2800:220:1::1",
                "2a00::1",
                "fbff::1",
                "fec0::1",
                "64:ff9b::5db8:d822",
                "2002:5db8:d822::1",
                "::ffff:5db8:d822"
            })
    void theInternetIsOpen(String address) {
        assertThat(permits(DEFAULT, address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.255",
                "10.0.0.0",
                "10.255.255.255",
                "100.64.0.0",
                "100.127.255.255",
                "172.16.0.0",
                "172.31.255.255",
                "192.168.0.0",
                "192.168.255.255",
                "198.18.0.0",
                "198.19.255.255",
                "::1",
                "fc00::1",
                "fd00:ec2::254",
                "fdff::1",
                // in disguise
                "::ffff:7f00:1",
                "::ffff:a00:1",
                "64:ff9b::7f00:1",
                "64:ff9b::a00:1",
                "2002:7f00:1::1",
                "2002:c0a8:1::1",
                "2001:0:5db8:d822::80ff:fffe",
                "2001:0:7f00:1::a247:27dd",
                "::7f00:1",
                "::a00:1"
            })
    void localNetworksAreClosedUnlessLifted(String address) {
        assertThat(permits(DEFAULT, address)).isFalse();
        assertThat(permits(LIFTED, address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "169.254.169.254",
                "169.254.0.1",
                "192.0.0.1",
                "192.0.0.192",
                "224.0.0.1",
                "239.1.1.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "fe80::1",
                "febf::1",
                "ff02::1",
                "ffff::1",
                // in disguise
                "::ffff:a9fe:a9fe",
                "64:ff9b::a9fe:a9fe",
                "2002:a9fe:a9fe::1",
                "2001:0:5db8:d822::5601:5601",
                "2001:0:a9fe:a9fe::a247:27dd",
                "::a9fe:a9fe",
                "64:ff9b::",
                "2002:e000:1::"
            })
    void someAddressesAreNeverAsked(String address) {
        assertThat(permits(DEFAULT, address)).isFalse();
        assertThat(permits(LIFTED, address)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.0.0/16, 10.1.2.3, true",
        "10.1.0.0/16, 10.2.0.1, false",
        "127.0.0.1, 127.0.0.1, true",
        "127.0.0.1/32, 127.0.0.2, false",
        "127.0.0.0/8, ::ffff:7f00:1, true",
        "127.0.0.0/8, ::1, false",
        "::1, ::1, true",
        "fd12:3456::/31, fd12:3457::1, true",
        "fd12:3456::/32, fd12:3457::1, false",
        "10.0.0.0/7, 10.0.0.1, true",
        "169.254.0.0/16, 169.254.169.254, false",
    })
    void networksAreLiftedOneByOne(String cidr, String address, boolean permitted) {
        assertThat(permits(new AddressRules(List.of(cidr), List.of()), address)).isEqualTo(permitted);
    }

    @Test
    void nothingLiftsWhatTheOperatorDenies() {
        var rules = new AddressRules(EVERYTHING, List.of("10.42.0.0/16", "93.184.216.0/24", "2606:2800::/32"));

        assertThat(permits(rules, "10.42.1.1")).isFalse();
        assertThat(permits(rules, "10.43.1.1")).isTrue();
        assertThat(permits(rules, "93.184.216.34")).isFalse();
        assertThat(permits(rules, "64:ff9b::5db8:d822")).isFalse();
        assertThat(permits(rules, "2606:2800::1")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10",
                "10.0.0.0/33",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "10.0.0.0/8/8",
                "::/129",
                "localhost/8",
                "10.0/16"
            })
    void whatIsNoNetworkStopsTheStart(String cidr) {
        assertThatThrownBy(() -> new AddressRules(List.of(cidr), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no network");
    }
}
