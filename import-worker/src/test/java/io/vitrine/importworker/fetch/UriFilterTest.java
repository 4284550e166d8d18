package io.vitrine.importworker.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vitrine.importworker.fetch.UriFilter.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UriFilterTest {
    private final UriFilter filter = new UriFilter(FilterConfigs.with());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://example.org/image.qcow2        | example.org          | 80  | /image.qcow2
            https://example.org/image.qcow2       | example.org          | 443 | /image.qcow2
            HTTPS://EXAMPLE.ORG/Image             | example.org          | 443 | /Image
            http://example.org                    | example.org          | 80  | /
            http://example.org?a=b                | example.org          | 80  | /?a=b
            http://example.org/a%2fb?x=%20y       | example.org          | 80  | /a%2fb?x=%20y
            http://example.org:80/a               | example.org          | 80  | /a
            https://example.org:443/a             | example.org          | 443 | /a
            http://example.org:443/a              | example.org          | 443 | /a
            http://example.org./a                 | example.org          | 80  | /a
            http://a_b.example.org/a              | a_b.example.org      | 80  | /a
            http://bücher.example/a               | xn--bcher-kva.example | 80 | /a
            http://example.org/bücher             | example.org          | 80  | /b%C3%BCcher
            http://ｅｘａｍｐｌｅ.org/a            | example.org          | 80  | /a
            http://example。org/a                 | example.org          | 80  | /a
            http://93.184.216.34/a                | 93.184.216.34        | 80  | /a
            http://93.184.216.34./a               | 93.184.216.34        | 80  | /a
            http://[2606:2800:220:1::1]/a         | [2606:2800:220:1::1] | 80  | /a
            http://[2606:2800:220:1::A]/a         | [2606:2800:220:1::a] | 80  | /a
            http://[::ffff:5db8:d822]/a           | [::ffff:5db8:d822]   | 80  | /a
            http://0x7f.example/a                 | 0x7f.example         | 80  | /a
            http://localhost/a                    | localhost            | 80  | /a
            """)
    void whatMayBeFetchedIsNormalised(String uri, String host, int port, String path) {
        assertThat(filter.judge(uri)).isInstanceOfSatisfying(Verdict.Allowed.class, allowed -> {
            assertThat(allowed.target().host().text()).isEqualTo(host);
            assertThat(allowed.target().port()).isEqualTo(port);
            assertThat(allowed.target().path()).isEqualTo(path);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // scheme
                "file:///etc/passwd",
                "filesystem:///etc/passwd",
                "FILE:///etc/passwd",
                "ftp://example.org/a",
                "gopher://example.org/a",
                "jar:http://example.org/a!/b",
                "javascript:alert(1)",
                "data:text/plain,x",
                "//example.org/a",
                "example.org/a",
                "/a",
                "",
                // host missing
                "http:///a",
                "http:example.org",
                "http://",
                "http://:80/a",
                "http://.",
                "http://./a",
                // user information and fragment
                "http://user@example.org/a",
                "http://user:password@example.org/a",
                "http://@example.org/a",
                "http://example.org@127.0.0.1/a",
                "http://example.org/a#b",
                "http://example.org/a#",
                // ports
                "http://example.org:22/a",
                "http://example.org:8080/a",
                "https://example.org:8443/a",
                "http://example.org:0/a",
                "http://example.org:65536/a",
                "http://example.org:99999/a",
                "http://example.org:080/a",
                "http://example.org:-80/a",
                "http://example.org:/a",
                "http://example.org:80:80/a",
                "http://[::1]:22/a",
                // addresses that are not canonical
                "http://2130706433/a",
                "http://0x7f000001/a",
                "http://0X7F000001/a",
                "http://017700000001/a",
                "http://0/a",
                "http://127.1/a",
                "http://127.0.1/a",
                "http://127.0.0.1.1/a",
                "http://0x7f.0.0.1/a",
                "http://127.0.0.0x1/a",
                "http://0177.0.0.1/a",
                "http://127.0.0.01/a",
                "http://127.000.000.001/a",
                "http://256.0.0.1/a",
                "http://1.2.3/a",
                "http://1.2.3.4.5/a",
                "http://example.1/a",
                "http://example.0x/a",
                "http://①②⑦.1/a",
                "http://[0:0:0:0:0:0:0:1]/a",
                "http://[::0001]/a",
                "http://[0::1]/a",
                "http://[::1%25eth0]/a",
                "http://[fe80::1%251]/a",
                "http://[::127.0.0.1]/a",
                "http://[64:ff9b::10.0.0.1]/a",
                "http://[::FFFF:127.0.0.01]/a",
                "http://[v1.a]/a",
                "http://[]/a",
                "http://[::1/a",
                "http://::1/a",
                // names that are none
                "http://localhost../a",
                "http://a..b/a",
                "http://-a.example/a",
                "http://a-.example/a",
                "http://exam%70le.org/a",
                "http://127%2e0.0.1/a",
                "http://exa mple.org/a",
                "http://example.org\\@127.0.0.1/a",
                "http://example.org\r\nHost: x/a",
                "http://exa\tmple.org/a",
                "http://example.org/a b",
                "http://aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example/a",
            })
    void whatMayNotBeFetchedIsDenied(String uri) {
        assertThat(filter.judge(uri)).isInstanceOf(Verdict.Denied.class);
    }

    @ParameterizedTest
    @CsvSource({
        "allowed-schemes, https,            http://example.org/,        false",
        "allowed-schemes, https,            https://example.org/,       true",
        "allowed-schemes, 'https,file',     file:///etc/passwd,         false",
        "allowed-hosts,   mirror.example,   http://mirror.example/,     true",
        "allowed-hosts,   Mirror.Example.,  http://mirror.example/,     true",
        "allowed-hosts,   mirror.example,   http://MIRROR.example./,    true",
        "allowed-hosts,   mirror.example,   http://other.example/,      false",
        "allowed-hosts,   mirror.example,   http://a.mirror.example/,   false",
        "allowed-hosts,   2606:2800::1,     'http://[2606:2800::1]/',   true",
        "disallowed-hosts, localhost,       http://localhost/,          false",
        "disallowed-hosts, localhost,       http://localhost./,         false",
        "disallowed-hosts, localhost,       http://LOCALHOST/,          false",
        "disallowed-hosts, localhost,       http://ⓛocalhost/,          false",
        "disallowed-hosts, localhost,       http://example.org/,        true",
        "allowed-ports,   8080,             http://example.org:8080/,   true",
        "allowed-ports,   8080,             http://example.org/,        false",
        "allowed-ports,   443,              http://example.org/,        false",
        "allowed-ports,   443,              https://example.org/,       true",
        "allowed-ports,   '',               http://example.org:31337/,  true",
    })
    void theOperatorsListsDecide(String key, String value, String uri, boolean allowed) {
        Verdict verdict = new UriFilter(FilterConfigs.with(key, value)).judge(uri);

        assertThat(verdict instanceof Verdict.Allowed).isEqualTo(allowed);
    }

    @Test
    void whatIsAllowedMakesWhatIsNotIgnored() {
        var both = new UriFilter(FilterConfigs.with("allowed-hosts", "a.example", "disallowed-hosts", "a.example"));
        var denyOnly = new UriFilter(FilterConfigs.with("allowed-ports", "", "disallowed-ports", "22"));

        assertThat(both.judge("http://a.example/")).isInstanceOf(Verdict.Allowed.class);
        assertThat(denyOnly.judge("http://a.example:22/")).isInstanceOf(Verdict.Denied.class);
        assertThat(denyOnly.judge("http://a.example:23/")).isInstanceOf(Verdict.Allowed.class);
    }

    @Test
    void aHostInTheConfigurationThatIsNoneStopsTheStart() {
        assertThatThrownBy(() -> new UriFilter(FilterConfigs.with("disallowed-hosts", "127.1")))
                .hasMessageContaining("127.1");
    }
}
