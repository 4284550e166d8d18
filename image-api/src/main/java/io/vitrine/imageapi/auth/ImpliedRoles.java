package io.vitrine.imageapi.auth;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which roles come along with others. The rules test {@code member} and {@code reader} literally, and an identity provider may forget to say
 * them of an administrator (spec: policy, 6.2).
 */
final class ImpliedRoles {
    static final String DEFAULT = "admin>manager>member>reader";

    private final Map<String, Set<String>> next = new HashMap<>();

    /**
     * @param chains each role brings along those after it
     * @throws IllegalArgumentException for a chain with a hole in it
     */
    ImpliedRoles(List<String> chains) {
        for (String chain : chains) {
            List<String> roles = Arrays.stream(chain.toLowerCase(Locale.ROOT).split(">", -1))
                    .map(String::strip)
                    .toList();
            if (roles.contains("")) {
                throw new IllegalArgumentException(
                        "images.auth.implied-roles has a role without a name in '%s': write %s."
                                .formatted(chain, DEFAULT));
            }
            for (int i = 1; i < roles.size(); i++) {
                next.computeIfAbsent(roles.get(i - 1), role -> new HashSet<>()).add(roles.get(i));
            }
        }
    }

    /** The roles and all that they bring along. */
    Set<String> expand(Set<String> roles) {
        Set<String> all = new HashSet<>(roles);
        Deque<String> left = new ArrayDeque<>(roles);
        while (!left.isEmpty()) {
            for (String implied : next.getOrDefault(left.removeFirst(), Set.of())) {
                if (all.add(implied)) {
                    left.addLast(implied);
                }
            }
        }
        return Set.copyOf(all);
    }
}
