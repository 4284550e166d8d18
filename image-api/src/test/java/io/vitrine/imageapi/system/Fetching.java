package io.vitrine.imageapi.system;

import io.vitrine.local.Component;
import io.vitrine.local.TestComponents;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** With every import method and with plugins. */
public class Fetching extends RealComponents {
    @Override
    public Map<String, String> start() {
        Map<String, String> config = new HashMap<>(super.start());
        config.putAll(database(TestComponents.ensure(Component.POSTGRESQL).database("image_api_fetching")));
        config.put("images.outbox.relay", "false");
        config.put("images.import.methods", "glance-direct,web-download,glance-download,copy-image");
        config.put("images.import.plugins", "image_decompression,image_conversion,inject_image_metadata");
        config.put("images.import.inject.properties.x_imported", "yes");
        config.put("images.import.inject.properties.os_glance_mine", "no");
        config.put("images.import.token-key", Base64.getEncoder().encodeToString(new byte[32]));
        return config;
    }
}
