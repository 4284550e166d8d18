package io.vitrine.imageapi.cli.config;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The reference as a page of Markdown. */
final class ReferencePage {
    private static final String HEAD = """
            # Configuration keys

            <!-- Written by the build from the services' sources: change the Javadoc of a mapping, not this page. -->

            Set a key in a file of properties (`quarkus.config.locations` names it), as `-Dkey=value`, or as an environment variable: upper case,
            everything but letters and digits becomes `_` (`images.api.page.max` is `IMAGES_API_PAGE_MAX`). One file may serve all four services: each
            ignores the keys of the others. A key that nobody knows, or a value that makes no sense, stops the start with a sentence that names it;
            `image-admin config check FILE` says so before. Durations are written `10s`, `15m`, `2h`, `14d`, sizes `64K`, `10M`, `1G`, `1T`, lists with
            commas. `*` is a name of your own, such as a store's id. Secrets belong into files or the environment, never on a command line.
            """;
    private static final String PLATFORM = """

            ## Keys of the platform

            Quarkus reads these. They are the ones that an installation sets; [its own guide](https://quarkus.io/guides/all-config) has all.

            | key | default | service | meaning |
            | --- | --- | --- | --- |
            | `quarkus.http.host`, `quarkus.http.port` | `0.0.0.0`, `9292` | image-api, store-gateway | Where the service listens. Users call store-gateway. |
            | `quarkus.management.port` | `9000` image-api, `9293` store-gateway, `9296` import-worker, `9297` key-cleanup | all | Health, metrics and the calls of the other services. Never for the outside. |
            | `quarkus.http.limits.max-header-size` | `32K` | image-api, store-gateway | Longest head of a request. |
            | `quarkus.http.cors.*` | off | store-gateway | Which pages of other origins may call. |
            | `quarkus.tls.*`, `quarkus.http.ssl.*` | off | all | Certificates, keys, and whom to trust. |
            | `quarkus.datasource.jdbc.url`, `.username`, `.password` | – | image-api | The PostgreSQL database. |
            | `quarkus.datasource.jdbc.max-size` | `32` | image-api | Connections at most. |
            | `quarkus.oidc.auth-server-url` | – | image-api, store-gateway | The token issuer: a Keycloak realm. |
            | `quarkus.oidc-client.auth-server-url`, `.client-id`, `.credentials.secret` | client: the service's name | all | The service's own account there. |
            | `kafka.bootstrap.servers`, `kafka.*` | `127.0.0.1:9092` | all | The brokers, and how to prove who is calling. |
            | `quarkus.log.level`, `quarkus.log.category."NAME".level` | `INFO` | all | How much is logged. |
            | `quarkus.log.console.json.enabled` | `true` | all | One JSON object a line. |
            """;

    private ReferencePage() {}

    static String of(List<KnownKey> keys) {
        Map<String, List<KnownKey>> sections =
                keys.stream().collect(Collectors.groupingBy(ReferencePage::section, TreeMap::new, Collectors.toList()));
        StringBuilder page = new StringBuilder(HEAD);
        sections.forEach((section, its) -> {
            page.append("\n## ").append(section).append("\n\n");
            page.append("| key | default | type | service | meaning |\n| --- | --- | --- | --- | --- |\n");
            its.forEach(key -> page.append(line(key)));
        });
        return page.append(PLATFORM).toString();
    }

    /** The first word of the key; single keys stand together. */
    private static String section(KnownKey key) {
        String[] words = key.key().split("\\.", 3);
        return words.length < 3 ? "images" : "images." + words[1];
    }

    private static String line(KnownKey key) {
        return "| `%s` | %s | %s | %s | %s |\n"
                .formatted(
                        key.key(),
                        key.byDefault() == null ? "–" : "`" + key.byDefault() + "`",
                        key.typeText(),
                        joined(key.services()),
                        key.meaning().replace("|", "\\|"));
    }

    private static String joined(Collection<String> services) {
        return String.join(", ", services);
    }
}
