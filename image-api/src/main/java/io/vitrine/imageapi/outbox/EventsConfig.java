package io.vitrine.imageapi.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import io.vitrine.contracts.Topics;
import java.util.Optional;
import java.util.Set;

/** How events name where they come from. */
@ConfigMapping(prefix = "images")
interface EventsConfig {
    Set<String> PUBLIC = Set.of(Topics.EVENTS, Topics.MEMBERS, Topics.TASKS);

    /** {@code ce_source}: cluster and component. */
    @WithName("events.source")
    @WithDefault("/image-service/local/image-api")
    String source();

    /** Where clients reach this service: version documents, links and the schemas of events ({@code ce_dataschema}) begin with it. */
    Optional<String> publicEndpoint();

    /** Where the schema of a message can be read; empty as long as nobody says where this service is reached. */
    default Optional<String> schema(String topic, String type) {
        return publicEndpoint()
                .filter(endpoint -> PUBLIC.contains(topic))
                .map(endpoint -> endpoint.replaceAll("/$", "") + "/schemas/events/" + type + ".json");
    }
}
