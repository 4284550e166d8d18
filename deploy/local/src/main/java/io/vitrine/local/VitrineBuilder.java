package io.vitrine.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /** The system as said, not started yet. */
    public VitrineSystem build() {
        return new VitrineSystem(Workplace.make(checkout, dir, blueprint()));
    }

    /**
     * The system that runs already, with the parts added that were asked for and it lacks. What was not said stays as it
     * runs; what was said and runs differently fails with a sentence.
     */
    public VitrineSystem joining(VitrineSystem running) {
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

    /** Starts the system and returns when all of it is ready; on failure nothing of it is left running. */
    public VitrineSystem start() {
        VitrineSystem system = build();
        try {
            system.start(Progress.SILENT);
            return system;
        } catch (RuntimeException e) {
            system.close();
            throw e;
        }
    }
}
