package io.vitrine.keycleanup.barbican;

import io.vitrine.keycleanup.barbican.BarbicanConfig.Scope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** In whose name, and in which project, Barbican is asked. Safe for use from several threads. */
final class Identity {
    /** What a header can carry, and every project id of Keystone and Keycloak is. */
    private static final Pattern PROJECT = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private static final int REMEMBERED = 256;

    /** @param project sent along where the token does not say it */
    record Access(String token, Optional<String> project) {
        @Override
        public String toString() {
            return "Access[token=…, project=" + project + "]";
        }
    }

    private final Scope scope;
    private final String ownProject;
    private final boolean named;
    private final Function<String, ServiceToken> tokens;

    /**
     * @param ownProject where a fixed identity acts; may be empty
     * @param named whether the project is sent in a header of its own
     * @param tokens the token for a project
     */
    private Identity(Scope scope, String ownProject, boolean named, Function<String, ServiceToken> tokens) {
        this.scope = scope;
        this.ownProject = ownProject;
        this.named = named;
        this.tokens = tokens;
    }

    /** One token for all; the project is said in a header. */
    static Identity withHeader(Scope scope, String ownProject, ServiceToken token) {
        return new Identity(scope, ownProject, true, project -> token);
    }

    /** A token for each project: what Keystone hands out says which project it is good for. */
    static Identity withTokenOf(Scope scope, String ownProject, Function<String, ServiceToken> issuer) {
        Map<String, ServiceToken> remembered = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, ServiceToken> eldest) {
                return size() > REMEMBERED;
            }
        };
        return new Identity(scope, ownProject, false, project -> {
            synchronized (remembered) {
                return remembered.computeIfAbsent(project, issuer);
            }
        });
    }

    /** The project that a delete acts in; empty when the image names none that could be acted in. */
    Optional<String> projectOf(@Nullable String imageProject) {
        return switch (scope) {
            case FIXED -> Optional.of(ownProject);
            case IMAGE_PROJECT ->
                Optional.ofNullable(imageProject)
                        .filter(project -> PROJECT.matcher(project).matches());
        };
    }

    /** Empty when there is no token just now. */
    Optional<Access> in(String project) {
        Optional<String> header = Optional.of(project).filter(name -> named && !name.isEmpty());
        return tokens.apply(project).get().map(token -> new Access(token, header));
    }

    /** Barbican did not accept it: the next {@link #in} has another token. */
    void refused(String project, Access access) {
        tokens.apply(project).refused(access.token());
    }
}
