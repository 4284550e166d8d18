package io.vitrine.e2e.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What came back: status, headers (names in any case) and body. Its text is what a failed assertion shows. */
public record Answer(String call, int status, Map<String, List<String>> headers, byte[] body) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHOWN = 600;

    public Answer {
        var anyCase = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        headers = anyCase;
    }

    /** The same answer, when its status is this one. */
    public Answer expect(int wanted) {
        assertThat(status).as("%s", this).isEqualTo(wanted);
        return this;
    }

    /** The same answer, when it is an error as clients can read it and its message names the culprit. */
    public Answer expectError(int wanted, String named) {
        expect(wanted);
        assertThat(header("content-type").orElse("")).as("%s", this).startsWith("application/json");
        assertThat(header("x-openstack-request-id").orElse("")).as("%s", this).startsWith("req-");
        JsonNode json = json();
        // python-glanceclient calls .get on every value of an error's top level.
        assertThat(json.properties())
                .as("%s", this)
                .allMatch(field -> field.getValue().isObject());
        JsonNode error = json.path("error");
        assertThat(error.path("code").asInt()).as("%s", this).isEqualTo(wanted);
        assertThat(error.path("title").asText()).as("%s", this).isNotBlank();
        assertThat(error.path("message").asText()).as("%s", this).isNotBlank().containsIgnoringCase(named);
        return this;
    }

    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    public JsonNode json() {
        try {
            return JSON.readTree(text());
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + this, e);
        }
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        String text = text();
        return call + " -> " + status + " " + headers + "\n" + text.substring(0, Math.min(SHOWN, text.length()));
    }
}
