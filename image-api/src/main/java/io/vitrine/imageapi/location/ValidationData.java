package io.vitrine.imageapi.location;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrine.contracts.WireRecord;
import io.vitrine.imageapi.problem.ProblemException;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What somebody says the bytes at a location add up to. Hex digits are in lower case. */
@WireRecord
public record ValidationData(@Nullable String checksum, String osHashAlgo, String osHashValue) {
    private static final Pattern HEX = Pattern.compile("[0-9a-f]+");
    private static final Map<String, Integer> DIGITS = Map.of("md5", 32, "sha1", 40, "sha256", 64, "sha512", 128);
    private static final int MD5_DIGITS = 32;

    /**
     * Of a request: an object with {@code os_hash_algo}, {@code os_hash_value} and, where allowed, {@code checksum}, all strings.
     *
     * @throws ProblemException 400
     */
    public static ValidationData read(JsonNode node, boolean mayHaveChecksum) {
        if (!node.isObject()) {
            throw ProblemException.badRequest("The field validation_data must be an object.");
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            boolean known = field.getKey().equals("os_hash_algo")
                    || field.getKey().equals("os_hash_value")
                    || mayHaveChecksum && field.getKey().equals("checksum");
            if (!known || !field.getValue().isTextual()) {
                throw ProblemException.badRequest(
                        "The field validation_data has the key '%s', which is unknown or no string."
                                .formatted(field.getKey()));
            }
        }
        if (!node.has("os_hash_algo") || !node.has("os_hash_value")) {
            throw ProblemException.badRequest("The field validation_data needs both os_hash_algo and os_hash_value.");
        }
        return new ValidationData(
                node.has("checksum") ? node.path("checksum").textValue().toLowerCase(java.util.Locale.ROOT) : null,
                node.path("os_hash_algo").textValue(),
                node.path("os_hash_value").textValue().toLowerCase(java.util.Locale.ROOT));
    }

    /** What is wrong with it in itself: an algorithm that nobody knows, or digits that are none or not so many. */
    public @Nullable String flaw() {
        Integer digits = DIGITS.get(osHashAlgo);
        if (digits == null) {
            return "os_hash_algo must be one of md5, sha1, sha256 and sha512";
        }
        if (osHashValue.length() != digits || !HEX.matcher(osHashValue).matches()) {
            return "os_hash_value must be %d hexadecimal digits".formatted(digits);
        }
        if (checksum != null
                && (checksum.length() != MD5_DIGITS || !HEX.matcher(checksum).matches())) {
            return "checksum must be %d hexadecimal digits".formatted(MD5_DIGITS);
        }
        return null;
    }
}
