package io.vitrine.local;

import io.vitrine.local.process.Exclusive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says what a system shall be, then starts it. Nothing said means: everything, on the usual ports. */
public final class VitrineBuilder {
    private final Checkout checkout;
    private final Path dir;
    private final Map<Port, Integer> ports = new EnumMap<>(Port.class);
    private final Map<Service, Account> accounts = new EnumMap<>(Service.class);
    private final Map<String, String> settings = new HashMap<>();
    private final Map<String, Map<String, String>> partSettings = new HashMap<>();
    private final Map<String, List<String>> jvmFlags = new HashMap<>();
    private Set<Component> components = EnumSet.allOf(Component.class);
    private Set<Service> services = EnumSet.allOf(Service.class);
    private boolean freePorts;
    private @Nullable String issuer;

    VitrineBuilder(Checkout checkout, Path dir) {
        this.checkout = checkout;
        this.dir = dir;
    }

    /** Takes ports that nobody has, except those that are named. */
    public VitrineBuilder freePorts() {
        freePorts = true;
        return this;
    }

    /** Moves one port. */
    public VitrineBuilder port(Port port, int number) {
        ports.put(port, number);
        return this;
    }

    /** A setting for all four services. */
    public VitrineBuilder setting(String key, String value) {
        settings.put(key, value);
        return this;
    }

    /** A setting for one service; it wins over one for all. */
    public VitrineBuilder setting(Service service, String key, String value) {
        partSettings.computeIfAbsent(service.id(), id -> new HashMap<>()).put(key, value);
        return this;
    }

    /** More flags for the JVM of one part; they win over ours ({@code -Xmx512m}). */
    public VitrineBuilder jvm(Part part, String... flags) {
        jvmFlags.computeIfAbsent(part.id(), id -> new ArrayList<>()).addAll(List.of(flags));
        return this;
    }

    /** Only these components and no service. */
    public VitrineBuilder only(Component... wanted) {
        components = EnumSet.noneOf(Component.class);
        components.addAll(List.of(wanted));
        services = EnumSet.noneOf(Service.class);
        return this;
    }

    /** An issuer of the user's own in place of the local Keycloak, with the accounts that the services have there. */
    public VitrineBuilder issuer(String url, Map<Service, Account> accountsThere) {
        issuer = url;
        accounts.putAll(accountsThere);
        components.remove(Component.KEYCLOAK);
        return this;
    }

    /** The Keycloak of a set of test components, in place of an own one that would take half a minute to start. */
    public VitrineBuilder issuerOf(TestComponents set) {
        var there = new EnumMap<Service, Account>(Service.class);
        for (Service service : Service.values()) {
            there.put(service, set.account(service));
        }
        return issuer(set.issuer(), there);
    }

    /** What was said, with its ports chosen. */
    Blueprint blueprint() {
        return new Blueprint(
                freePorts ? Ports.freeBut(ports) : Ports.usualBut(ports),
                components,
                services,
                issuer,
                accounts,
                settings,
                partSettings,
                jvmFlags);
    }

    /**
     * Starts what does not run and returns when all of it is ready. When something runs already, what was not said stays
     * as it runs; what was said and runs differently fails with a sentence.
     */
    public VitrineSystem up(Progress progress) {
        try (Exclusive held = VitrineSystem.lock(dir)) {
            Optional<VitrineSystem> running =
                    Workplace.existing(checkout, dir).map(VitrineSystem::new).filter(VitrineSystem::anythingRuns);
            if (running.isEmpty()) {
                DiskRoom.demand(dir);
            }
            VitrineSystem system = running.map(this::joining).orElseGet(this::fresh);
            system.startAll(progress);
            return system;
        }
    }

    /** As {@link #up}, for tests: on failure nothing is left running. */
    public VitrineSystem start() {
        try {
            return up(Progress.SILENT);
        } catch (RuntimeException e) {
            Workplace.existing(checkout, dir).map(VitrineSystem::new).ifPresent(VitrineSystem::close);
            throw e;
        }
    }

    private VitrineSystem fresh() {
        return new VitrineSystem(Workplace.make(checkout, dir, blueprint()));
    }

    private VitrineSystem joining(VitrineSystem running) {
        Blueprint present = running.place().blueprint();
        if (!agreesWith(present)) {
            throw new LocalFailure("The system in " + dir + " runs with other options than these: ./vitrine down first,"
                    + " or keep a second system apart with --dir.");
        }
        var allComponents = EnumSet.copyOf(components);
        if (present.issuer() != null) {
            allComponents.remove(Component.KEYCLOAK);
        }
        allComponents.addAll(present.components());
        var allServices = EnumSet.noneOf(Service.class);
        allServices.addAll(services);
        allServices.addAll(present.services());
        return new VitrineSystem(Workplace.make(checkout, dir, present.with(allComponents, allServices)));
    }

    private boolean agreesWith(Blueprint present) {
        return ports.entrySet().stream().allMatch(port -> present.ports().of(port.getKey()) == port.getValue())
                && (settings.isEmpty() || settings.equals(present.settings()))
                && (partSettings.isEmpty() || partSettings.equals(present.partSettings()))
                && (jvmFlags.isEmpty() || jvmFlags.equals(present.jvmFlags()))
                && (issuer == null || issuer.equals(present.issuer()));
    }
}
