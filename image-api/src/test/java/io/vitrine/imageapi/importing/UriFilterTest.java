package io.vitrine.imageapi.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UriFilterTest {
    private final UriFilter filter =
            new UriFilter(new Config(Optional.empty(), Optional.of(List.of("evil.example.org"))));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://images.example.org/a.qcow2",
                "HTTPS://Images.Example.ORG./a?x=1",
                "http://192.0.2.7/a",
                "http://[2001:db8::1]/a",
                "https://images.example.org:443/a",
                "http://xn--bcher-kva.example/a",
            })
    void whatMayBeFetchedPasses(String uri) {
        assertThat(filter.passes(uri)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "images.example.org/a",
                "/a",
                "file:///etc/passwd",
                "ftp://images.example.org/a",
                "http:///a",
                "http://user:word@images.example.org/a",
                "http://images.example.org/a#part",
                "http://images.example.org:22/a",
                "http://2130706433/a",
                "http://0x7f000001/a",
                "http://0x7f.1/a",
                "http://127.1/a",
                "http://0177.0.0.1/a",
                "http://127.0.0.01/a",
                "http://256.1.1.1/a",
                "http://evil.example.org/a",
                "http://EVIL.example.org./a",
                "http://images.example.org /a",
                "http://[fe80::1%25eth0]/a",
            })
    void whatMayNotBeFetchedIsRefused(String uri) {
        assertThat(filter.passes(uri)).isFalse();
    }

    @Test
    void anAllowListDecidesAlone() {
        var only = new UriFilter(
                new Config(Optional.of(List.of("evil.example.org")), Optional.of(List.of("evil.example.org"))));

        assertThat(only.passes("http://evil.example.org/a")).isTrue();
        assertThat(only.passes("http://images.example.org/a")).isFalse();
    }

    private record Config(Optional<List<String>> allowedHosts, Optional<List<String>> disallowedHosts)
            implements ImportConfig, ImportConfig.Filter {
        @Override
        public int attempts() {
            return 3;
        }

        @Override
        public Duration retryInitial() {
            return Duration.ofSeconds(10);
        }

        @Override
        public Duration taskTtl() {
            return Duration.ofHours(48);
        }

        @Override
        public Filter filter() {
            return this;
        }

        @Override
        public List<String> allowedSchemes() {
            return List.of("http", "https");
        }

        @Override
        public List<Integer> allowedPorts() {
            return List.of(80, 443);
        }

        @Override
        public Optional<List<Integer>> disallowedPorts() {
            return Optional.empty();
        }
    }
}
