package io.vitrine.local.component;

import io.vitrine.local.Component;
import io.vitrine.local.Part;
import io.vitrine.local.Port;
import io.vitrine.local.Workplace;
import io.vitrine.local.process.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An S3 server that checks signatures and keeps objects as files. */
final class S3Process implements LocalProcess {
    /** The bucket of the store that the local system offers beside the file store. */
    static final String BUCKET = "images";

    private static final String LOGGING = """
            <configuration>
              <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
                <encoder><pattern>%d{yyyy-MM-dd'T'HH:mm:ss.SSS} %-5level %logger{1} %msg%n</pattern></encoder>
              </appender>
              <root level="WARN"><appender-ref ref="OUT"/></root>
            </configuration>
            """;

    private final Workplace place;

    S3Process(Workplace place) {
        this.place = place;
    }

    @Override
    public Part part() {
        return Component.S3;
    }

    @Override
    public List<Port> ports() {
        return List.of(Port.S3);
    }

    @Override
    public Set<Part> after() {
        return Set.of();
    }

    @Override
    public void prepare() throws IOException {
        bucket(place, BUCKET);
        Files.writeString(folder().resolve("logback.xml"), LOGGING);
        place.secretFile(
                "s3.properties",
                String.join(
                        "\n",
                        "s3proxy.endpoint=" + place.http(Port.S3),
                        "s3proxy.authorization=aws-v2-or-v4",
                        "s3proxy.identity=" + place.secrets().s3AccessKey(),
                        "s3proxy.credential=" + place.secrets().s3SecretKey(),
                        "jclouds.provider=filesystem-nio2",
                        "jclouds.filesystem.basedir=" + buckets(place),
                        ""));
    }

    /** A bucket is a folder to this server, so one can be made at any time. */
    static void bucket(Workplace place, String name) throws IOException {
        Files.createDirectories(buckets(place).resolve(name));
    }

    private static Path buckets(Workplace place) {
        return place.folder(Component.S3).resolve("buckets");
    }

    @Override
    public Launch launch() {
        // It reads a body whole, twice over, before it believes its signature: four parts of 16 MiB at once.
        List<String> command = Jvm.command(256, place.jvmFlags(Component.S3));
        command.add("-Dlogback.configurationFile=" + folder().resolve("logback.xml"));
        command.add("-cp");
        command.add(Jvm.classPath(place.checkout().classPath(Component.S3)));
        command.addAll(List.of(
                "org.gaul.s3proxy.Main",
                "--properties",
                place.secretPath("s3.properties").toString()));
        return new Launch(command, Map.of(), folder());
    }

    @Override
    public boolean ready() {
        // Nobody may list buckets without a signature: being refused is being served.
        return Http.status(place.http(Port.S3) + "/") == 403;
    }

    private Path folder() {
        return place.folder(Component.S3);
    }
}
