package io.vitrine.importworker.fetch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which sources a user may name. A list of what is allowed makes the list of what is not ignored, for that dimension. */
@ConfigMapping(prefix = "images.import.filter")
public interface FilterConfig {
    /** Schemes; only {@code http} and {@code https} can be fetched. */
    @WithDefault("http,https")
    Set<String> allowedSchemes();

    /** Host names and addresses; empty: all that the address rules permit. */
    Optional<List<String>> allowedHosts();

    /** Host names and addresses that are refused; counts only without {@code allowed-hosts}. */
    Optional<List<String>> disallowedHosts();

    /** Ports, explicit or the scheme's default; set to nothing, every port not in {@code disallowed-ports} is allowed. */
    @WithDefault("80,443")
    Optional<Set<Integer>> allowedPorts();

    /** Ports that are refused; counts only without {@code allowed-ports}. */
    Optional<Set<Integer>> disallowedPorts();

    /** Networks of the local machine or site that may be asked although they are refused by default, such as {@code 10.1.0.0/16}. */
    Optional<List<String>> allowCidrs();

    /** Further networks that are never asked, such as those of pods and services. Nothing lifts them. */
    Optional<List<String>> denyCidrs();

    /** Longest chain of redirects. */
    @WithDefault("10")
    int maxRedirects();
}
