package io.vitrine.contracts.reference;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of the reference of configuration keys.
 *
 * @param values what may stand there, of an enumeration; else empty
 * @param byDefault null when nothing holds as long as the key is not set
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"key", "services", "type", "values", "default", "meaning"})
record DocumentedKey(
        String key,
        List<String> services,
        String type,
        List<String> values,
        @JsonProperty("default") @Nullable String byDefault,
        String meaning) {

    /** Whether both are the same setting, read by two services. */
    boolean isSame(DocumentedKey other) {
        return key.equals(other.key)
                && type.equals(other.type)
                && String.valueOf(byDefault).equals(String.valueOf(other.byDefault));
    }
}
