package io.vitrine.imageapi.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which image service is meant, who asks, and how the answer is shown. */
final class Remote {
    private static final String LOCAL = "http://localhost:9292";

    @Mixin
    private final Credentials credentials = new Credentials();

    @Option(names = "--insecure", description = "Believe whoever answers, whatever certificate it has.")
    private boolean insecure;

    @Option(names = "--json", description = "Print the answer as JSON.")
    private boolean json;

    @Option(
            names = "--node",
            paramLabel = "NODE",
            description = "Id or address of the one gateway that is meant (default: all that live).")
    private @Nullable String node;

    void environment(Map<String, String> variables) {
        credentials.environment(variables);
    }

    boolean json() {
        return json;
    }

    JsonNode call(String method, String path, String... headers) {
        String url = credentials.imageUrl();
        ImageService service = new ImageService(url == null ? LOCAL : url, credentials, insecure);
        return service.call(method, node == null ? path : path + "?node=" + ImageService.escape(node), headers);
    }
}
