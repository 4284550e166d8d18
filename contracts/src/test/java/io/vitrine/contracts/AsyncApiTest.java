package io.vitrine.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The AsyncAPI document names the topics and the messages that exist, and nothing else. */
class AsyncApiTest {
    private final JsonNode document = read();

    @Test
    void channelsAreTheTopics() {
        List<String> addresses = new ArrayList<>();
        document.get("channels")
                .forEach(channel -> addresses.add(channel.get("address").asText()));

        assertThat(addresses)
                .containsExactlyInAnyOrder(
                        Topics.EVENTS,
                        Topics.MEMBERS,
                        Topics.TASKS,
                        Topics.IMPORT_COMMANDS,
                        Topics.STORE_COMMANDS,
                        Topics.KEY_COMMANDS,
                        Topics.RESULTS);
    }

    @Test
    void everyMessageTypeIsDescribedAndTravelsOnOneChannel() throws IllegalAccessException {
        List<String> travelling = new ArrayList<>();
        document.get("channels")
                .forEach(channel -> channel.get("messages").fieldNames().forEachRemaining(travelling::add));
        List<String> described = new ArrayList<>();
        document.at("/components/messages").fieldNames().forEachRemaining(described::add);

        assertThat(travelling).containsExactlyInAnyOrderElementsOf(GoldenSamplesTest.types());
        assertThat(described).containsExactlyInAnyOrderElementsOf(GoldenSamplesTest.types());
    }

    @Test
    void payloadsPointAtSchemasThatExist() {
        document.at("/components/messages").forEach(message -> {
            String schema = message.at("/payload/schema/$ref").asText();
            assertThat(getClass().getResource("/" + schema)).as(schema).isNotNull();
        });
    }

    private static JsonNode read() {
        try {
            return new YAMLMapper().readTree(AsyncApiTest.class.getResource("/asyncapi.yaml"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
