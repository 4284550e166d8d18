package io.vitrine.local;

import io.vitrine.local.component.Unpacking;
import io.vitrine.local.process.Exclusive;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Finds or starts the set of components that tests share. Sets live in numbered folders, because several builds may run
 * in one tree at a time; a folder is used again, because a Keycloak that finds its tables is up in half the time.
 */
public final class TestSet {
    /** Names the folder of a running set. */
    public static final String VARIABLE = "VITRINE_TEST_DIR";

    private static final String PROPERTY = "vitrine.test.dir";
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int MOST = 20;

    private TestSet() {}

    /** A free folder for a set, held until this is closed or the JVM ends. */
    public record Slot(Path dir, Exclusive lock) {}

    /** Takes a folder that no other build uses. */
    public static Slot take(Checkout checkout) {
        for (int number = 1; number <= MOST; number++) {
            Path dir = checkout.data().resolve("test").resolve("" + number);
            Optional<Exclusive> lock = Exclusive.take(dir.resolveSibling(number + ".lock"));
            if (lock.isPresent()) {
                return new Slot(dir, lock.get());
            }
        }
        throw new LocalFailure(MOST + " builds run their tests in " + checkout.root() + " already.");
    }

    /** Forgets what an earlier run left; only the databases stay, for Keycloak's sake. */
    public static void clear(Path dir) {
        end(dir);
        try {
            for (String leftover : new String[] {"kafka", "s3", "logs", "stores"}) {
                Unpacking.delete(dir.resolve(leftover));
            }
        } catch (IOException e) {
            throw new LocalFailure("Cannot clear " + dir + ": " + e.getMessage() + ".", e);
        }
    }

    /** Ends the set in a folder, if one runs there; the logs stay. */
    public static void end(Path dir) {
        VitrineSystem.existing(dir).ifPresent(VitrineSystem::close);
    }

    static VitrineSystem with(Set<Component> wanted) {
        Checkout checkout = Checkout.find();
        synchronized (System.getProperties()) {
            Path dir = sharedDir().orElseGet(() -> own(checkout));
            try (Exclusive held = Exclusive.await(dir.resolveSibling(dir.getFileName() + ".start"), PATIENCE)) {
                Optional<Workplace> there = Workplace.existing(checkout, dir);
                Blueprint before = there.map(Workplace::blueprint)
                        .filter(blueprint -> new VitrineSystem(there.get()).anythingRuns())
                        .orElseGet(() -> Blueprint.whole(Ports.freeBut(java.util.Map.of()))
                                .with(Set.of(), Set.of()));
                var components = java.util.EnumSet.copyOf(wanted);
                components.addAll(before.components());
                var system =
                        new VitrineSystem(Workplace.make(checkout, dir, before.with(components, before.services())));
                system.start(Progress.SILENT);
                return system;
            }
        }
    }

    /** The set of {@code ./vitrine test}, or the one that another class loader of this JVM has started. */
    private static Optional<Path> sharedDir() {
        return Optional.ofNullable(System.getProperty(PROPERTY, System.getenv(VARIABLE)))
                .map(Path::of);
    }

    private static Path own(Checkout checkout) {
        Slot slot = take(checkout);
        clear(slot.dir());
        System.setProperty(PROPERTY, slot.dir().toString());
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            end(slot.dir());
                            slot.lock().close();
                        },
                        "end of test components"));
        return slot.dir();
    }
}
