package io.vitrine.contracts.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vitrine.contracts.ConfigurationKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The reference of configuration keys is what the sources of the services say, and nothing else. */
class ConfigurationReferenceTest {
    private static final List<String> SERVICES = List.of("image-api", "store-gateway", "import-worker", "key-cleanup");
    /** Read before there are mappings: it decides how large a process is made. */
    private static final DocumentedKey WORKERS = new DocumentedKey(
            "images.workers",
            List.of("image-api", "store-gateway", "import-worker"),
            "number",
            List.of(),
            null,
            "Size of the process: event loops of the HTTP services, parallel jobs of import-worker. Unset: the processors it may use, at most 8.");

    static final Path HOME = home();
    private static final Path REFERENCE = HOME.resolve("contracts/src/main/resources/configuration.json");

    @Test
    void listedKeysAreThoseThatServicesRead() {
        Set<String> read = keys().stream().map(DocumentedKey::key).collect(Collectors.toSet());

        assertThat(ConfigurationKeys.ALL).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(read);
    }

    @Test
    void everyKeySaysWhatItMeans() {
        assertThat(keys())
                .allSatisfy(key -> assertThat(key.meaning())
                        .as(key.key() + " of " + key.services())
                        .isNotBlank());
    }

    /** Whoever changes a mapping finds the reference changed, too, and commits both. */
    @Test
    void theReferenceIsUpToDate() throws IOException {
        String now = text(keys());
        String before = Files.exists(REFERENCE) ? Files.readString(REFERENCE) : "";

        if (!before.equals(now)) {
            Files.writeString(REFERENCE, now);
        }

        assertThat(before)
                .as("configuration.json was written anew: build again and commit it")
                .isEqualTo(now);
    }

    private static List<DocumentedKey> keys() {
        List<DocumentedKey> all = new ArrayList<>();
        SERVICES.stream()
                .flatMap(service -> KeysOfService.of(HOME, service).stream())
                .filter(key -> !key.key().equals(WORKERS.key()))
                .forEach(key -> merge(all, key));
        all.add(WORKERS);
        all.sort(Comparator.comparing(DocumentedKey::key)
                .thenComparing(key -> key.services().getFirst()));
        return all;
    }

    /** The first that says what a key means is right for all that read the same. */
    private static void merge(List<DocumentedKey> all, DocumentedKey key) {
        for (int i = 0; i < all.size(); i++) {
            DocumentedKey known = all.get(i);
            if (known.isSame(key)) {
                List<String> services = Stream.concat(known.services().stream(), key.services().stream())
                        .distinct()
                        .toList();
                all.set(
                        i,
                        new DocumentedKey(
                                known.key(),
                                services,
                                known.type(),
                                known.values(),
                                known.byDefault(),
                                known.meaning().isBlank() ? key.meaning() : known.meaning()));
                return;
            }
        }
        all.add(key);
    }

    /** One key a line: two changes to two keys meet in no merge. */
    private static String text(List<DocumentedKey> keys) {
        ObjectMapper json = new ObjectMapper();
        return keys.stream()
                .map(key -> {
                    try {
                        return json.writeValueAsString(key);
                    } catch (JsonProcessingException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }

    private static Path home() {
        Path here = Path.of("").toAbsolutePath();
        return here.endsWith("contracts") ? here.getParent() : here;
    }
}
