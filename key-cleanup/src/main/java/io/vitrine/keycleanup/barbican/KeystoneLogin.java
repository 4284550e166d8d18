package io.vitrine.keycleanup.barbican;

import java.util.List;
import java.util.Map;

/** How this service proves to Keystone who it is. Neither form shows its secret in {@code toString}. */
sealed interface KeystoneLogin {
    /** The body of a request for a token that is good in a project. */
    Map<String, Object> request(String project);

    /** A user of its own; each token is scoped to the project that is meant. */
    record Password(String username, String domain, String password) implements KeystoneLogin {
        @Override
        public Map<String, Object> request(String project) {
            Map<String, Object> user = Map.of("name", username, "domain", Map.of("name", domain), "password", password);
            return Map.of(
                    "auth",
                    Map.of(
                            "identity",
                            Map.of("methods", List.of("password"), "password", Map.of("user", user)),
                            "scope",
                            Map.of("project", Map.of("id", project))));
        }

        @Override
        public String toString() {
            return "Password[username=" + username + ", domain=" + domain + "]";
        }
    }

    /** Bound to the one project that it was made in, so no scope may be asked for. */
    record ApplicationCredential(String id, String secret) implements KeystoneLogin {
        @Override
        public Map<String, Object> request(String project) {
            return Map.of(
                    "auth",
                    Map.of(
                            "identity",
                            Map.of(
                                    "methods",
                                    List.of("application_credential"),
                                    "application_credential",
                                    Map.of("id", id, "secret", secret))));
        }

        @Override
        public String toString() {
            return "ApplicationCredential[id=" + id + "]";
        }
    }
}
