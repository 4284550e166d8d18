package io.vitrine.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * {@code values.schema.json} and the table of the chart's README are made from {@code values.yaml}: its values are the defaults, the
 * comment above a key describes it, {@code @schema} in it refines what the default says about the type.
 * Written anew by {@code mvn -pl helm -am test -Dchart.write=true}.
 */
class GeneratedFilesTest {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final Pattern KEY = Pattern.compile("( *)([A-Za-z][A-Za-z0-9]*):.*");
    private static final String BEGIN = "<!-- values -->\n";

    private final Map<String, String> comments = new HashMap<>();
    private final Map<String, String> schemas = new HashMap<>();

    @Test
    void theyAreWhatTheValuesSay() throws Exception {
        readComments(Files.readAllLines(Chart.FOLDER.resolve("values.yaml")));
        JsonNode values = Chart.read(Chart.FOLDER.resolve("values.yaml"));
        ObjectNode schema = schema(values, "");
        schema.put("$schema", "http://json-schema.org/draft-07/schema#");
        same(Chart.FOLDER.resolve("values.schema.json"), JSON.writeValueAsString(schema) + "\n");

        List<String> rows = new ArrayList<>(List.of("| value | default | |", "| --- | --- | --- |"));
        rows(values, "", rows);
        Path readme = Chart.FOLDER.resolve("README.md");
        String text = Files.readString(readme);
        same(readme, text.substring(0, text.indexOf(BEGIN)) + BEGIN + String.join("\n", rows) + "\n");
    }

    private static void same(Path file, String wanted) throws Exception {
        if (Boolean.getBoolean("chart.write")) {
            Files.writeString(file, wanted);
        }
        assertThat(file).as("make it anew with -Dchart.write=true").hasContent(wanted);
    }

    private void readComments(List<String> lines) throws Exception {
        Deque<String> path = new ArrayDeque<>();
        List<String> words = new ArrayList<>();
        String schema = "";
        for (String line : lines) {
            String bare = line.strip();
            Matcher key = KEY.matcher(line);
            if (bare.startsWith("# @schema ")) {
                schema = bare.substring("# @schema ".length());
            } else if (bare.startsWith("# ")) {
                words.add(bare.substring(2));
            } else if (key.matches()) {
                while (path.size() > key.group(1).length() / 2) {
                    path.removeLast();
                }
                path.addLast(key.group(2));
                String name = String.join(".", path);
                comments.put(name, String.join(" ", words));
                schemas.put(name, schema);
                words.clear();
                schema = "";
            } else {
                words.clear();
            }
        }
    }

    private ObjectNode schema(JsonNode value, String path) throws Exception {
        ObjectNode schema = JSON.createObjectNode();
        if (value.isObject()) {
            schema.put("type", "object");
            if (!value.isEmpty() && !schemas.getOrDefault(path, "").contains("additionalProperties")) {
                schema.put("additionalProperties", false);
                ObjectNode properties = schema.putObject("properties");
                for (var field : value.properties()) {
                    properties.set(
                            field.getKey(),
                            schema(field.getValue(), path.isEmpty() ? field.getKey() : path + "." + field.getKey()));
                }
            }
        } else if (value.isArray()) {
            schema.put("type", "array");
        } else {
            schema.put("type", value.isBoolean() ? "boolean" : value.isInt() ? "integer" : "string");
        }
        String comment = comments.getOrDefault(path, "");
        if (!comment.isEmpty()) {
            schema.put("description", comment);
        }
        String refined = schemas.getOrDefault(path, "");
        if (!refined.isEmpty()) {
            schema.setAll((ObjectNode) JSON.readTree(refined));
        }
        return schema;
    }

    private void rows(JsonNode value, String path, List<String> rows) {
        for (var field : value.properties()) {
            String name = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            JsonNode below = field.getValue();
            String comment = comments.getOrDefault(name, "").replace("|", "\\|");
            if (below.isObject() && !below.isEmpty()) {
                if (!comment.isEmpty()) {
                    rows.add("| **`" + name + "`** | | " + comment + " |");
                }
                rows(below, name, rows);
            } else {
                rows.add("| `" + name + "` | `" + below.toString().replace("|", "\\|") + "` | " + comment + " |");
            }
        }
    }
}
