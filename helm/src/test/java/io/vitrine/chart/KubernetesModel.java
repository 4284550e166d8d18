package io.vitrine.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/** Strict validation: Kubernetes' own kinds against its model, foreign ones against the list of fields in {@code foreign-fields.properties}. */
final class KubernetesModel {
    private static final Map<String, String> GROUPS = Map.of(
            "v1", "V1",
            "apps/v1", "V1",
            "batch/v1", "V1",
            "policy/v1", "V1",
            "networking.k8s.io/v1", "V1",
            "autoscaling/v2", "V2");

    private final Properties foreign = new Properties();

    KubernetesModel() throws Exception {
        try (var fields = KubernetesModel.class.getResourceAsStream("/foreign-fields.properties")) {
            foreign.load(fields);
        }
    }

    /** What is wrong with a manifest; empty when nothing is. */
    List<String> faults(JsonNode manifest) {
        String kind = manifest.path("kind").asText();
        String version = manifest.path("apiVersion").asText();
        String label = kind + " " + Manifests.name(manifest) + ": ";
        String prefix = GROUPS.get(version);
        if (prefix != null) {
            try {
                Class.forName("io.kubernetes.client.openapi.models." + prefix + kind)
                        .getMethod("validateJsonElement", JsonElement.class)
                        .invoke(null, JsonParser.parseString(Manifests.json(manifest)));
                return List.of();
            } catch (InvocationTargetException e) {
                return List.of(label + e.getCause());
            } catch (ReflectiveOperationException e) {
                return List.of(label + "unknown kind of " + version);
            }
        }
        String known = foreign.getProperty(version + "." + kind);
        if (known == null) {
            return List.of(label + "unknown kind of " + version);
        }
        Set<String> paths = new TreeSet<>();
        collect(manifest.path("spec"), "", paths);
        paths.removeAll(Set.of(known.trim().split("\\s+")));
        List<String> faults = new ArrayList<>();
        paths.forEach(path -> faults.add(label + "unknown field " + path));
        return faults;
    }

    private static void collect(JsonNode node, String path, Set<String> paths) {
        if (node.isObject()) {
            node.properties()
                    .forEach(field -> collect(
                            field.getValue(), path.isEmpty() ? field.getKey() : path + "/" + field.getKey(), paths));
        } else if (node.isArray()) {
            node.forEach(item -> collect(item, path + "[]", paths));
        } else {
            paths.add(path);
        }
    }
}
