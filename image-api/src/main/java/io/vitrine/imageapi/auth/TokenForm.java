package io.vitrine.imageapi.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vitrine.imageapi.problem.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a token must look like before anybody computes with it (spec: security, section 6): a compact JWS of three parts whose header
 * names a key and one of few algorithms. Keys that travel in the header ({@code jku}, {@code jwk}, {@code x5u}, {@code x5c}) are never used.
 */
final class TokenForm {
    private static final int MAX_LENGTH = 16 * 1024;
    private static final Set<String> ALGORITHMS = Set.of("RS256", "PS256", "ES256");
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");
    private static final ObjectMapper JSON = new ObjectMapper();

    private TokenForm() {}

    /** @throws ProblemException 401 when the token cannot be one of ours */
    static void check(String token) {
        if (token.length() > MAX_LENGTH
                || parts(token) != 3
                || !complaints(header(token), claims(token)).isEmpty()) {
            throw refused();
        }
    }

    /** What is wrong with the look of a token, for an operator: whoever calls hears {@link #refused} alone. */
    static List<String> complaints(JsonNode header, JsonNode claims) {
        List<String> complaints = new ArrayList<>();
        if (!ALGORITHMS.contains(header.path("alg").asText())) {
            complaints.add("its algorithm is none of " + new TreeSet<>(ALGORITHMS));
        }
        if (header.path("kid").asText().isEmpty()) {
            complaints.add("its header names no key (kid)");
        }
        if (header.has("crit")) {
            complaints.add("its header demands an extension (crit)");
        }
        if (!hasKnownType(header)) {
            complaints.add("its header gives a type (typ) that is none of " + new TreeSet<>(TYPES));
        }
        if (!isAccessToken(claims)) {
            complaints.add("it is no access token: its claim typ is "
                    + claims.path("typ").asText());
        }
        return complaints;
    }

    static JsonNode header(String token) {
        return part(token, 0);
    }

    /** The claims, which mean nothing before the signature was verified. */
    static JsonNode claims(String token) {
        return part(token, 1);
    }

    /** One sentence for all reasons: whoever forges tokens learns nothing from it. */
    static ProblemException refused() {
        return ProblemException.unauthenticated("The token is not valid here.");
    }

    private static boolean hasKnownType(JsonNode header) {
        return !header.has("typ") || TYPES.contains(header.path("typ").asText().toLowerCase(Locale.ROOT));
    }

    /** Keycloak says in a claim what a token is for: an ID or refresh token is signed by the same key and opens nothing. */
    private static boolean isAccessToken(JsonNode claims) {
        return !claims.has("typ") || claims.path("typ").asText().equalsIgnoreCase("Bearer");
    }

    private static long parts(String token) {
        return token.chars().filter(c -> c == '.').count() + 1;
    }

    private static JsonNode part(String token, int index) {
        String[] parts = token.split("\\.", -1);
        if (index >= parts.length) {
            throw refused();
        }
        try {
            JsonNode node = JSON.readTree(Base64.getUrlDecoder().decode(parts[index]));
            if (node == null || !node.isObject()) {
                throw refused();
            }
            return node;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw refused();
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
    }
}
