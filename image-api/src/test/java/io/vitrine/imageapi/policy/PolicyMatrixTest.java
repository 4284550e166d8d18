package io.vitrine.imageapi.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.auth.Role;
import io.vitrine.imageapi.auth.TestCallers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every rule, persona and kind of image against the table {@code policy-matrix.txt}, which is written by hand. */
class PolicyMatrixTest {
    private static final Map<String, Caller> PERSONAS = Map.of(
            "admin", of(Role.ADMIN),
            "manager", of(Role.MANAGER),
            "member", of(Role.MEMBER),
            "reader", of(Role.READER),
            "service", of(Role.SERVICE),
            "service+reader", of(Role.SERVICE, Role.READER),
            "nobody", of());
    private static final Map<String, Target> IMAGES = Map.of(
            "own", new Target("mine", Visibility.PRIVATE, false),
            "shared", new Target("theirs", Visibility.SHARED, true),
            "pending", new Target("theirs", Visibility.SHARED, true),
            "public", new Target("theirs", Visibility.PUBLIC, false),
            "community", new Target("theirs", Visibility.COMMUNITY, false),
            "private", new Target("theirs", Visibility.PRIVATE, false),
            "unshared", new Target("theirs", Visibility.SHARED, false),
            "ownerless", new Target(null, Visibility.PRIVATE, false));
    private static final Map<Rule, Map<String, Set<String>>> TABLE = table();

    private final Policy policy = TestPolicies.defaults();

    @Test
    void theTableSpeaksOfEveryRule() {
        assertThat(TABLE.keySet()).containsExactlyInAnyOrder(Rule.values());
    }

    @ParameterizedTest
    @EnumSource(Rule.class)
    void theDefaultIsWhatTheTableSays(Rule rule) {
        Map<String, Set<String>> expected = TABLE.get(rule);
        List<String> wrong = new ArrayList<>();
        PERSONAS.forEach((persona, caller) -> {
            Set<String> allowed = expected.getOrDefault(persona, Set.of());
            outcomes(rule, caller, isAboutImages(expected)).forEach((image, outcome) -> {
                if (!outcome.equals(expected(persona, image, allowed))) {
                    wrong.add(persona + ", " + image + ": " + outcome);
                }
            });
        });

        assertThat(wrong).isEmpty();
    }

    private Map<String, String> outcomes(Rule rule, Caller caller, boolean images) {
        Map<String, String> outcomes = new LinkedHashMap<>();
        if (!images) {
            outcomes.put("none", policy.allows(rule, caller, Target.none(caller)) ? "allowed" : "403");
            return outcomes;
        }
        IMAGES.forEach((name, image) -> outcomes.put(
                name, !policy.shows(image, caller) ? "404" : policy.allows(rule, caller, image) ? "allowed" : "403"));
        return outcomes;
    }

    private static String expected(String persona, String image, Set<String> allowed) {
        // Shared with others only: as private as can be.
        String kind = image.equals("unshared") ? "private" : image;
        if (allowed.contains(kind)) {
            return "allowed";
        }
        boolean shown = kind.equals("none")
                || TABLE.get(Rule.GET_IMAGE).getOrDefault(persona, Set.of()).contains(kind);
        return shown ? "403" : "404";
    }

    private static boolean isAboutImages(Map<String, Set<String>> expected) {
        return !expected.get("admin").contains("none");
    }

    private static Map<Rule, Map<String, Set<String>>> table() {
        Map<Rule, Map<String, Set<String>>> table = new LinkedHashMap<>();
        List<Rule> rules = List.of();
        for (String line : text().lines().toList()) {
            String[] words = line.strip().split("\\s+");
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (!line.startsWith(" ")) {
                rules = List.of(words).stream()
                        .map(word -> Rule.of(word).orElseThrow())
                        .toList();
                rules.forEach(rule ->
                        assertThat(table.put(rule, new LinkedHashMap<>())).isNull());
                continue;
            }
            assertThat(PERSONAS).containsKey(words[0]);
            Set<String> images = new HashSet<>(List.of(words).subList(1, words.length));
            rules.forEach(rule -> table.get(rule).put(words[0], images));
        }
        return table;
    }

    private static String text() {
        try (InputStream in = PolicyMatrixTest.class.getResourceAsStream("/policy-matrix.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Caller of(Role... roles) {
        return TestCallers.of("user", "mine", roles);
    }
}
