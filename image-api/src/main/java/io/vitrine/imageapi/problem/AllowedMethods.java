package io.vitrine.imageapi.problem;

import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.server.util.RuntimeResourceVisitor;
import org.jspecify.annotations.Nullable;

/** Which methods a path knows, for the header that every 405 must have. The router knows them, too, but does not say. */
@ApplicationScoped
class AllowedMethods {
    private static final Pattern ALIAS = Pattern.compile("^/v2\\.\\d+(?=/|$)");
    private static final Pattern PARAMETER = Pattern.compile("\\{[^/]+}");

    private volatile @Nullable Map<Pattern, Set<String>> paths;

    /**
     * Joined by commas, in alphabetical order.
     *
     * @param path as it came, under whatever alias of the version
     */
    String at(String path) {
        String route = ALIAS.matcher(path).replaceFirst("/v2");
        Map<Pattern, Set<String>> known = paths;
        if (known == null) {
            known = collect();
            paths = known;
        }
        Set<String> methods = new TreeSet<>();
        known.forEach((pattern, some) -> {
            if (pattern.matcher(route).matches()) {
                methods.addAll(some);
            }
        });
        return String.join(", ", methods);
    }

    private static Map<Pattern, Set<String>> collect() {
        Map<String, Set<String>> templates = new HashMap<>();
        RuntimeResourceVisitor.visitRuntimeResources(
                "", ResteasyReactiveRecorder.getCurrentDeployment().getClassMappers(), new RuntimeResourceVisitor() {
                    @Override
                    public void visitRuntimeResource(String method, String path, RuntimeResource resource) {
                        templates
                                .computeIfAbsent(path, template -> new TreeSet<>())
                                .add(method);
                    }
                });
        Map<Pattern, Set<String>> patterns = new HashMap<>();
        templates.forEach((template, methods) -> patterns.put(pattern(template), methods));
        return patterns;
    }

    private static Pattern pattern(String template) {
        StringBuilder regex = new StringBuilder();
        var parameters = PARAMETER.matcher(template);
        int end = 0;
        while (parameters.find()) {
            regex.append(Pattern.quote(template.substring(end, parameters.start())))
                    .append("[^/]+");
            end = parameters.end();
        }
        return Pattern.compile(regex.append(Pattern.quote(template.substring(end)))
                .append("/?")
                .toString());
    }
}
