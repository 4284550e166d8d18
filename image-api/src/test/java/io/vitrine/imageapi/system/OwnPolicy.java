package io.vitrine.imageapi.system;

import io.vitrine.local.Component;
import io.vitrine.local.TestComponents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** With files of rules and of property protections, and open to callers without a token. */
public class OwnPolicy extends RealComponents {
    private static final String PROTECTIONS = """
            [^x_secret]
            create = billing
            read = billing
            update = billing
            delete = billing
            [^x_fixed]
            create = @
            read = @
            update = !
            delete = !
            [.*]
            create = @
            read = @
            update = @
            delete = @
            """;

    @Override
    public Map<String, String> start() {
        Map<String, String> config = new HashMap<>(super.start());
        config.putAll(database(TestComponents.ensure(Component.POSTGRESQL).database("image_api_own_policy")));
        try {
            Path folder = Files.createTempDirectory("policy");
            config.put(
                    "images.policy.file",
                    Files.writeString(folder.resolve("policy.yaml"), "").toString());
            config.put(
                    "images.property-protection.file",
                    Files.writeString(folder.resolve("protections.ini"), PROTECTIONS)
                            .toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // Messages stay where a test can read them.
        config.put("images.outbox.relay", "false");
        // Files are looked at when a test says so.
        config.put("images.policy.reload-every", "1h");
        config.put("images.auth.anonymous-read", "true");
        return config;
    }
}
