package io.vitrine.chart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What the chart renders. */
record Manifests(List<JsonNode> all) {
    static Manifests parse(String yaml) {
        try (var values = Chart.YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            List<JsonNode> all = new ArrayList<>();
            values.forEachRemaining(all::add);
            all.removeIf(node -> !node.isObject() || node.isEmpty());
            return new Manifests(List.copyOf(all));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Stream<JsonNode> kind(String kind, String... more) {
        List<String> kinds = Stream.concat(Stream.of(kind), Stream.of(more)).toList();
        return all.stream()
                .filter(manifest -> kinds.contains(manifest.path("kind").asText()));
    }

    JsonNode one(String kind, String name) {
        List<JsonNode> found =
                kind(kind).filter(manifest -> name(manifest).equals(name)).toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " of " + kind + " " + name + " among "
                    + kind(kind).map(Manifests::name).toList());
        }
        return found.getFirst();
    }

    boolean has(String kind, String name) {
        return kind(kind).anyMatch(manifest -> name(manifest).equals(name));
    }

    static String name(JsonNode manifest) {
        return manifest.at("/metadata/name").asText();
    }

    /** Templates of pods, of whatever makes them. */
    Stream<JsonNode> pods() {
        return all.stream()
                .map(manifest ->
                        manifest.path("kind").asText().equals("Pod") ? manifest : manifest.at("/spec/template"))
                .filter(template -> template.path("spec").has("containers"));
    }

    JsonNode container(String deployment) {
        return one("Deployment", deployment).at("/spec/template/spec/containers/0");
    }

    Properties settings(String component) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(one("ConfigMap", "vitrine-" + component)
                    .at("/data/application.properties")
                    .asText()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    static String json(JsonNode node) {
        try {
            return new ObjectMapper().writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
