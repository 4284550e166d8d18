package io.vitrine.imageapi.importing;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrine.imageapi.image.ImportMethods;
import io.vitrine.imageapi.problem.ProblemException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an import call says about the source beyond its address (spec: images, section 14). Keys of other methods are ignored.
 *
 * @param checksum that a web-download must have, such as {@code sha256:9f86…}
 * @param region of the other image service of a glance-download
 * @param remoteImage there
 */
record ImportSource(
        @Nullable String checksum,
        @Nullable String region,
        @Nullable UUID remoteImage) {
    static final ImportSource NOTHING = new ImportSource(null, null, null);

    /** Algorithms of a checksum and how many digits each has. */
    static final Map<String, Integer> CHECKSUMS = Map.of("sha256", 64, "sha384", 96, "sha512", 128);

    private static final Pattern CHECKSUM = Pattern.compile("([a-z0-9]+):([0-9a-f]+)");
    private static final Pattern REGION = Pattern.compile("[A-Za-z0-9._-]{1,255}");

    /** @throws ProblemException 400 */
    static ImportSource of(JsonNode method) {
        return switch (method.path("name").asText()) {
            case ImportMethods.WEB_DOWNLOAD -> new ImportSource(checksum(method.get("checksum")), null, null);
            case ImportMethods.GLANCE_DOWNLOAD -> remote(method);
            default -> NOTHING;
        };
    }

    private static @Nullable String checksum(@Nullable JsonNode field) {
        if (field == null || field.isNull()) {
            return null;
        }
        Matcher checksum = CHECKSUM.matcher(field.isTextual() ? field.asText().toLowerCase(Locale.ROOT) : "");
        if (!checksum.matches() || !Optional.of(checksum.group(2).length()).equals(digits(checksum.group(1)))) {
            throw ProblemException.badRequest(
                    "The checksum of a method must be sha256:, sha384: or sha512: and the digits in hexadecimal.");
        }
        return checksum.group();
    }

    private static Optional<Integer> digits(String algorithm) {
        return Optional.ofNullable(CHECKSUMS.get(algorithm));
    }

    private static ImportSource remote(JsonNode method) {
        JsonNode region = method.path("glance_region");
        JsonNode image = method.path("glance_image_id");
        JsonNode kind = method.path("glance_service_interface");
        if (!region.isTextual() || !REGION.matcher(region.asText()).matches()) {
            throw ProblemException.badRequest("The method glance-download needs a glance_region, which is a name.");
        }
        if (!image.isTextual()) {
            throw ProblemException.badRequest("The method glance-download needs a glance_image_id.");
        }
        if (!kind.isMissingNode() && !kind.isTextual()) {
            throw ProblemException.badRequest("The field glance_service_interface must be a string.");
        }
        return new ImportSource(null, region.asText(), uuid(image.asText()));
    }

    private static UUID uuid(String text) {
        try {
            UUID id = UUID.fromString(text);
            if (id.toString().equalsIgnoreCase(text)) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            // Said below, together with what Java reads and the API does not.
        }
        throw ProblemException.badRequest("The glance_image_id of a method must be a UUID.");
    }
}
