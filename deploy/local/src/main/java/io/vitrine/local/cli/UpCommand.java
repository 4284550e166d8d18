package io.vitrine.local.cli;

import io.vitrine.local.Component;
import io.vitrine.local.LocalFailure;
import io.vitrine.local.Part;
import io.vitrine.local.Service;
import io.vitrine.local.VitrineBuilder;
import io.vitrine.local.VitrineSystem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Starts what does not run and says how to use it. */
@Command(name = "up", description = "Start the system, or what of it does not run.", mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private VitrineCommand vitrine;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting for all four services; may be repeated. A key that begins with the name of one"
                    + " service and a colon is for that one alone: image-api:quarkus.log.level=DEBUG.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--jvm",
            paramLabel = "PART=FLAG",
            description = "A flag for the JVM of one process, such as image-api=-Xmx512m; may be repeated.")
    private List<String> jvmFlags = new ArrayList<>();

    @Option(
            names = "--issuer",
            paramLabel = "URL",
            description = "An OIDC issuer that you already have, in place of the local Keycloak.")
    private @Nullable String issuer;

    @Option(
            names = "--service-credentials",
            paramLabel = "FILE",
            description = "With --issuer: a properties file with image-api.client-id, image-api.secret and so on for"
                    + " each service (or VITRINE_IMAGE_API_CLIENT_ID and VITRINE_IMAGE_API_CLIENT_SECRET).")
    private @Nullable Path credentials;

    @Option(names = "--free-ports", description = "Take ports that nobody has, except those that are named.")
    private boolean freePorts;

    @Option(names = "--only", paramLabel = "components", description = "Start the components without the services.")
    private @Nullable String only;

    @Override
    public Integer call() {
        VitrineSystem system;
        try (ProgressLines progress = ProgressLines.on(vitrine.out)) {
            system = builder(vitrine.dir()).up(progress);
            if (progress.nothingHappened()) {
                vitrine.out.println("Everything runs already.");
            }
        }
        if (only == null) {
            Greeting.print(vitrine.out, system);
        }
        return 0;
    }

    private VitrineBuilder builder(Path dir) {
        VitrineBuilder builder = VitrineSystem.in(dir);
        PortOptions.named(spec, System.getenv()).forEach(builder::port);
        if (freePorts) {
            builder.freePorts();
        }
        settings.forEach((key, value) -> addSetting(builder, key, value));
        jvmFlags.forEach(flag -> addJvmFlag(builder, flag));
        if (only != null) {
            demandComponents(only);
            builder.only(Component.values());
        }
        if (issuer != null) {
            builder.issuer(issuer, Credentials.of(credentials, System.getenv()));
        }
        return builder;
    }

    private static void addSetting(VitrineBuilder builder, String key, String value) {
        for (Service service : Service.values()) {
            if (key.startsWith(service.id() + ":")) {
                builder.setting(service, key.substring(service.id().length() + 1), value);
                return;
            }
        }
        builder.setting(key, value);
    }

    private static void addJvmFlag(VitrineBuilder builder, String text) {
        int split = text.indexOf('=');
        if (split < 0) {
            throw new LocalFailure("--jvm wants PART=FLAG, such as image-api=-Xmx512m, not \"" + text + "\".");
        }
        builder.jvm(Part.called(text.substring(0, split)), text.substring(split + 1));
    }

    private static void demandComponents(String what) {
        if (!what.equals("components")) {
            throw new LocalFailure("--only knows one word, components, not \"" + what + "\".");
        }
    }
}
