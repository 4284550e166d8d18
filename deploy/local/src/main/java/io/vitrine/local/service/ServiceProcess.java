package io.vitrine.local.service;

import io.vitrine.local.Checkout;
import io.vitrine.local.Component;
import io.vitrine.local.Part;
import io.vitrine.local.Port;
import io.vitrine.local.Service;
import io.vitrine.local.Workplace;
import io.vitrine.local.component.Http;
import io.vitrine.local.component.Jvm;
import io.vitrine.local.component.LocalProcess;
import io.vitrine.local.process.Launch;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * One of the four services. Its settings reach it as a file that only the owner may read: exact names, where the
 * environment would lose dots and dashes, and no secret on a command line.
 */
public final class ServiceProcess implements LocalProcess {
    private static final int ADMIN_HEAP_MEGABYTES = 256;

    private final Service service;
    private final Workplace place;

    /** Of a service in a place. */
    public ServiceProcess(Service service, Workplace place) {
        this.service = service;
        this.place = place;
    }

    @Override
    public Part part() {
        return service;
    }

    @Override
    public List<Port> ports() {
        return switch (service) {
            case IMAGE_API -> List.of(Port.IMAGE_API, Port.IMAGE_API_MANAGEMENT);
            case STORE_GATEWAY -> List.of(Port.FRONT_DOOR, Port.GATEWAY_INTERNAL);
            case IMPORT_WORKER -> List.of(Port.IMPORT_WORKER_MANAGEMENT);
            case KEY_CLEANUP -> List.of(Port.KEY_CLEANUP_MANAGEMENT);
        };
    }

    @Override
    public Set<Part> after() {
        return Set.of(Component.values());
    }

    @Override
    public void prepare() throws IOException {
        Files.createDirectories(place.stores());
        Files.createDirectories(place.folder(service));
        ApplicationCopy.sync(place.checkout().application(service), application());
        var properties = new Properties();
        properties.putAll(ServiceSettings.of(service, place));
        // Above the environment, so that a stray QUARKUS_HTTP_PORT does not move a service; below -D flags.
        properties.put("config_ordinal", "350");
        var text = new StringWriter();
        properties.store(text, null);
        place.secretFile(settings().getFileName().toString(), text.toString());
    }

    @Override
    public Launch launch() {
        List<String> flags = place.jvmFlags(service);
        List<String> command = new ArrayList<>(
                service == Service.KEY_CLEANUP
                        ? Jvm.frugal(service.heapMegabytes(), flags)
                        : Jvm.command(service.heapMegabytes(), flags));
        command.add("-Dquarkus.config.locations=" + settings());
        command.add("-jar");
        command.add(application().resolve("quarkus-run.jar").toString());
        return new Launch(command, Map.of(), place.folder(service));
    }

    /** image-api's program as the operator's command, with the settings of the last start. */
    public List<String> admin(List<String> arguments) {
        return admin(List.of("-Dquarkus.config.locations=" + settings()), arguments);
    }

    /** As {@link #admin(List)}, as it was built last and with flags in place of settings. */
    public static List<String> admin(List<String> flags, List<String> arguments) {
        List<String> command = Jvm.quickStart(ADMIN_HEAP_MEGABYTES, flags);
        command.add("-jar");
        command.add(Checkout.find()
                .application(Service.IMAGE_API)
                .resolve("quarkus-run.jar")
                .toString());
        command.addAll(arguments);
        return command;
    }

    @Override
    public boolean ready() {
        return Http.status(place.http(service.management()) + "/q/health/ready") == 200;
    }

    private Path application() {
        return place.folder(service).resolve("application");
    }

    private Path settings() {
        return place.secretPath(service.id() + ".properties");
    }
}
