package io.vitrine.local;

import io.vitrine.local.component.Components;
import io.vitrine.local.component.LocalProcess;
import io.vitrine.local.process.Exclusive;
import io.vitrine.local.process.ProcessId;
import io.vitrine.local.process.Processes;
import io.vitrine.local.process.Usage;
import io.vitrine.local.service.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A system on this machine: components and services as processes of their own, that can be measured, killed, stopped and
 * started one by one. They outlive the JVM that started them unless {@link #close} is called.
 *
 * <pre>{@code
 * try (var system = VitrineSystem.in(dir).freePorts().setting("images.import.filter.allow-cidrs", "127.0.0.0/8").start()) {
 *     String token = system.token("demo");
 *     system.kill(Service.STORE_GATEWAY);
 *     system.start(Service.STORE_GATEWAY);
 * }
 * }</pre>
 *
 * <p>Every method fails with a {@link LocalFailure} that says in a sentence what went wrong. Different systems may be used
 * at the same time from different threads; one system by one thread at a time.
 */
public final class VitrineSystem implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Workplace place;
    private final Processes processes;

    VitrineSystem(Workplace place) {
        this.place = place;
        this.processes = new Processes(place.dir());
    }

    /** A system to be started in a folder, which keeps its data. */
    public static VitrineBuilder in(Path dir) {
        return new VitrineBuilder(Checkout.find(), dir);
    }

    /** The system that was once started in a folder, running or not. */
    public static Optional<VitrineSystem> existing(Path dir) {
        return Workplace.existing(Checkout.find(), dir).map(VitrineSystem::new);
    }

    /** Unpacks the servers if that was not done yet; every system of this tree shares them. */
    public static void unpackServers() throws IOException {
        Components.install(Checkout.find());
    }

    /** The command line of the operator's command with the settings of this system's image-api. */
    public List<String> admin(List<String> arguments) {
        return new ServiceProcess(Service.IMAGE_API, place).admin(arguments);
    }

    /** Starts what does not run and waits until all is ready; what runs already is left alone. */
    public void start(Progress progress) {
        try (Exclusive held = lock()) {
            startAll(progress);
        }
    }

    /** As {@link #start(Progress)}, for whoever holds the lock already. */
    void startAll(Progress progress) {
        new Starter(processes, progress)
                .start(parts().stream().map(this::process).toList(), ports());
    }

    /** Starts one part again and waits until it is ready. */
    public void start(Part part) {
        try (Exclusive held = lock()) {
            new Starter(processes, Progress.SILENT).start(List.of(process(part)), ports());
        }
    }

    /** Starts one part again without waiting for it. */
    public void launch(Part part) {
        try (Exclusive held = lock()) {
            LocalProcess process = process(part);
            process.prepare();
            processes.start(part.id(), process.launch());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends one part in good order, as an operator would. */
    public void end(Part part) {
        processes.end(part.id(), process(part).launch().stopSignal(), PATIENCE);
    }

    /** SIGKILL: ends one part as a crash would. When this returns it is gone. */
    public void kill(Part part) {
        processes.kill(part.id());
    }

    /** SIGSTOP: the part keeps its connections and answers nothing from the moment when this returns. */
    public void pause(Part part) {
        demand(part, processes.pause(part.id()));
    }

    /** SIGCONT: the part goes on after a pause. */
    public void resume(Part part) {
        demand(part, processes.signal(part.id(), "CONT"));
    }

    private static void demand(Part part, boolean there) {
        if (!there) {
            throw new LocalFailure(part.title() + " does not run.");
        }
    }

    /** Whether a part's process is there; it may be paused or not ready yet. */
    public boolean running(Part part) {
        return processes.running(part.id()).isPresent();
    }

    /** Whether a part answers as it should. */
    public boolean ready(Part part) {
        return running(part) && process(part).ready();
    }

    /** The number of a part's process. */
    public Optional<Long> pid(Part part) {
        return processes.running(part.id()).map(ProcessId::pid);
    }

    /** CPU seconds since its start and resident bytes of a part; nothing of one that does not run. */
    public Usage usage(Part part) {
        return processes.running(part.id()).map(Usage::of).orElse(Usage.NONE);
    }

    /** The same of every part. */
    public Map<Part, Usage> usage() {
        var all = new LinkedHashMap<Part, Usage>();
        parts().forEach(part -> all.put(part, usage(part)));
        return all;
    }

    /** The parts of this system in the order of their start. */
    public List<Part> parts() {
        return place.blueprint().parts();
    }

    /** The log file of a part; starts append to it. */
    public Path log(Part part) {
        return processes.log(part.id());
    }

    /** What a part has logged so far. */
    public String logText(Part part) {
        try {
            return Files.exists(log(part)) ? Files.readString(log(part)) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address that clients use. */
    public String url() {
        return place.http(Port.FRONT_DOOR);
    }

    /** The address of any port. */
    public String url(Port port) {
        return place.http(port);
    }

    /** The numbers of all ports. */
    public Ports ports() {
        return place.blueprint().ports();
    }

    /** The numbers of a part's own ports. */
    public List<Integer> ports(Part part) {
        return process(part).ports().stream().map(place::port).toList();
    }

    /** What Kafka clients connect to. */
    public String kafka() {
        return "127.0.0.1:" + place.port(Port.KAFKA);
    }

    /** image-api's database, for looking at it. */
    public Database database() {
        return Database.ofImageApi(place);
    }

    /** How to reach the S3 server; its bucket {@code images} is the store {@code bucket}. */
    public S3Access s3() {
        return S3Access.of(place);
    }

    /** The folder in which the S3 server keeps the objects of a bucket, each as a file. */
    public Path bucketDir(String bucket) {
        return place.folder(Component.S3).resolve("buckets").resolve(bucket);
    }

    /** The folder of the file store {@code local}. */
    public Path storesDir() {
        return place.stores();
    }

    /** The folder of the whole system. */
    public Path dir() {
        return place.dir();
    }

    /** Who issues the tokens. */
    public String issuer() {
        return place.issuer();
    }

    /** A user's access token, valid for five minutes; in the local realm the password is the name. */
    public String token(String user) {
        return token(user, user);
    }

    /** A user's access token. */
    public String token(String user, String password) {
        return new Tokens(issuer()).ofUser(user, password);
    }

    /** The access token of a service's own account. */
    public String serviceToken(Service service) {
        return new Tokens(issuer()).ofAccount(place.account(service));
    }

    /** Ends all parts in good order, the last started first. Data stays; a second call does nothing. */
    @Override
    public void close() {
        try (Exclusive held = lock()) {
            // The gateway ends its transfers with the help of image-api, and all of them stand on the components.
            endTogether(Service.STORE_GATEWAY, Service.IMPORT_WORKER, Service.KEY_CLEANUP);
            endTogether(Service.IMAGE_API);
            endTogether(Component.KEYCLOAK, Component.S3, Component.KAFKA);
            endTogether(Component.POSTGRESQL);
        }
    }

    private void endTogether(Part... parts) {
        Stream.of(parts).parallel().forEach(this::endIfThere);
    }

    private void endIfThere(Part part) {
        if (running(part)) {
            end(part);
        }
    }

    Workplace place() {
        return place;
    }

    private Exclusive lock() {
        return lock(place.dir());
    }

    static Exclusive lock(Path dir) {
        return Exclusive.take(dir.resolve("lock"))
                .orElseThrow(() -> new LocalFailure(
                        "Another command is at work on the system in " + dir + ": wait for it to end."));
    }

    boolean anythingRuns() {
        return parts().stream().anyMatch(this::running);
    }

    private LocalProcess process(Part part) {
        return switch (part) {
            case Component component -> Components.process(component, place);
            case Service service -> new ServiceProcess(service, place);
        };
    }
}
