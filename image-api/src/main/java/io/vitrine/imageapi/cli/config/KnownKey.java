package io.vitrine.imageapi.cli.config;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A configuration key, as the reference has it.
 *
 * @param key {@code *} stands for one name
 * @param services that read it
 * @param values what may stand there, of an enumeration; else empty
 * @param byDefault null when nothing holds as long as the key is not set
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record KnownKey(
        String key,
        List<String> services,
        String type,
        List<String> values,
        @JsonProperty("default") @Nullable String byDefault,
        String meaning) {
    private static final String LIST = "list: ";

    KnownKey {
        values = values == null ? List.of() : List.copyOf(values);
        services = List.copyOf(services);
    }

    boolean isList() {
        return type.startsWith(LIST);
    }

    /** Of one value. */
    String itemType() {
        return isList() ? type.substring(LIST.length()) : type;
    }

    /** As people read it. */
    String typeText() {
        String item = values.isEmpty() ? itemType() : String.join(" \\| ", values);
        return isList() ? "list of " + item : item;
    }

    /** Whether a value is nobody's business. */
    boolean isSecret() {
        String last = key.substring(key.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return !last.endsWith("-file")
                && (last.contains("password")
                        || last.contains("secret")
                        || last.equals("access-key")
                        || last.equals("token-key"));
    }

    /** As an environment variable. */
    String variable() {
        return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9*]", "_").replace("*", "<ID>");
    }
}
