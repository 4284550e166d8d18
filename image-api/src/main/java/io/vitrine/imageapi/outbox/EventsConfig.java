package io.vitrine.imageapi.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import io.vitrine.contracts.Topics;
import java.util.Optional;

/** How events name where they come from. */
@ConfigMapping(prefix = "images")
interface EventsConfig {
    /** {@code ce_source}: cluster and component. */
    @WithName("events.source")
    @WithDefault("/image-service/local/image-api")
    String source();

    /** Base of {@code ce_dataschema}, below which this service serves the schemas of its events. */
    Optional<String> publicEndpoint();

    /** Where the schema of a message can be read; empty as long as nobody says where this service is reached. */
    default Optional<String> schema(String topic, String type) {
        return publicEndpoint()
                .filter(endpoint -> topic.equals(Topics.EVENTS))
                .map(endpoint -> endpoint.replaceAll("/$", "") + "/schemas/events/" + type + ".json");
    }
}
