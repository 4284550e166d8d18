package io.vitrine.imageapi.system;

import io.vitrine.local.Component;
import io.vitrine.local.TestComponents;
import java.util.HashMap;
import java.util.Map;

/** A database of its own, and a Kafka that was never there. */
public class NoKafka extends RealComponents {
    @Override
    public Map<String, String> start() {
        Map<String, String> config = new HashMap<>(super.start());
        config.putAll(database(TestComponents.ensure(Component.POSTGRESQL).database("image_api_alone")));
        config.put("kafka.bootstrap.servers", "127.0.0.1:1");
        config.put("images.outbox.max-backlog", "5");
        return config;
    }
}
