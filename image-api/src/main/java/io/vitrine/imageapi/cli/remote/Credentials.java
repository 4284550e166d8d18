package io.vitrine.imageapi.cli.remote;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Who asks, as the stock clients are told it: by options or by {@code OS_*} in the environment. A token wins; without one it is fetched, by
 * password or, without a user, for the client itself.
 */
final class Credentials {
    @Option(names = "--os-auth-token", paramLabel = "TOKEN", description = "OS_AUTH_TOKEN or OS_TOKEN; safer there.")
    private @Nullable String token;

    @Option(
            names = "--os-auth-url",
            paramLabel = "URL",
            description = "OS_AUTH_URL: the OIDC issuer, where there is no token.")
    private @Nullable String issuer;

    @Option(names = "--os-username", paramLabel = "NAME", description = "OS_USERNAME.")
    private @Nullable String user;

    @Option(names = "--os-password", paramLabel = "WORD", description = "OS_PASSWORD; safer there.")
    private @Nullable String password;

    @Option(names = "--os-client-id", paramLabel = "ID", description = "OS_CLIENT_ID (default: vitrine-cli).")
    private @Nullable String clientId;

    @Option(names = "--os-client-secret", paramLabel = "WORD", description = "OS_CLIENT_SECRET; safer there.")
    private @Nullable String clientSecret;

    @Option(
            names = "--os-project-id",
            paramLabel = "ID",
            description = "OS_PROJECT_ID: the project that is meant, of a token for several.")
    private @Nullable String project;

    @Option(names = "--os-image-url", paramLabel = "URL", description = "OS_IMAGE_URL: the image service.")
    private @Nullable String imageUrl;

    private Map<String, String> environment = System.getenv();

    void environment(Map<String, String> variables) {
        environment = variables;
    }

    @Nullable
    String token() {
        return first(token, "OS_AUTH_TOKEN", "OS_TOKEN");
    }

    @Nullable
    String issuer() {
        return first(issuer, "OS_AUTH_URL");
    }

    @Nullable
    String user() {
        return first(user, "OS_USERNAME");
    }

    @Nullable
    String password() {
        return first(password, "OS_PASSWORD");
    }

    String clientId() {
        String id = first(clientId, "OS_CLIENT_ID");
        return id == null ? "vitrine-cli" : id;
    }

    @Nullable
    String clientSecret() {
        return first(clientSecret, "OS_CLIENT_SECRET");
    }

    @Nullable
    String project() {
        return first(project, "OS_PROJECT_ID");
    }

    @Nullable
    String imageUrl() {
        return first(imageUrl, "OS_IMAGE_URL");
    }

    private @Nullable String first(@Nullable String option, String... variables) {
        if (option != null) {
            return option;
        }
        for (String variable : variables) {
            String value = environment.get(variable);
            if (value != null && !value.isEmpty()) {
                return value;
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return "Credentials";
    }
}
