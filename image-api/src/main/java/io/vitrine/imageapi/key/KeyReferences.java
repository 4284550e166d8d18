package io.vitrine.imageapi.key;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What a property may say to name a key (spec: keys, section 4, guard b): a UUID, alone or as a reference of the key manager in use. A
 * reference of another host names a key that is none of ours, whatever its last part.
 */
@ApplicationScoped
class KeyReferences {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern REFERENCE = Pattern.compile("https?://.*");

    /** How references of ours begin. */
    private final List<String> beginnings;

    KeyReferences(KeyReferencesConfig config) {
        List<URI> bases = new ArrayList<>(config.references().orElse(List.of()));
        config.endpoint().ifPresent(bases::add);
        this.beginnings = bases.stream().map(KeyReferences::beginning).toList();
    }

    /** Empty when it names no key of ours. */
    Optional<UUID> parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        String bare = lower.endsWith("/") ? lower.substring(0, lower.length() - 1) : lower;
        String id = beginnings.stream()
                .filter(bare::startsWith)
                .findFirst()
                .map(beginning -> bare.substring(beginning.length()))
                .orElse(bare);
        return ID.matcher(id).matches() ? Optional.of(UUID.fromString(id)) : Optional.empty();
    }

    /** Why {@link #parse} finds no key in a text. */
    static String refusal(String text) {
        return REFERENCE.matcher(text.toLowerCase(Locale.ROOT)).matches() ? "foreign-reference" : "not-a-key-id";
    }

    private static String beginning(URI base) {
        String text = base.toString().toLowerCase(Locale.ROOT);
        return (text.endsWith("/") ? text : text + "/") + "v1/secrets/";
    }
}
