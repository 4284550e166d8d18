package io.vitrine.local;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a local system consists of and how its parts are set up; written down in its folder, so that later commands know.
 *
 * @param issuer an OIDC issuer of the user's own, or null for the local Keycloak
 * @param accounts of the services at that issuer; empty with the local Keycloak
 * @param settings for all four services
 * @param partSettings for one service each, by its id; these win
 * @param jvmFlags for one part each, by its id
 */
public record Blueprint(
        Ports ports,
        Set<Component> components,
        Set<Service> services,
        @Nullable String issuer,
        Map<Service, Account> accounts,
        Map<String, String> settings,
        Map<String, Map<String, String>> partSettings,
        Map<String, List<String>> jvmFlags) {

    /** Copies, so that nobody changes it under way. */
    public Blueprint {
        components = Set.copyOf(components);
        services = Set.copyOf(services);
        accounts = Map.copyOf(accounts);
        settings = Map.copyOf(settings);
        partSettings = Map.copyOf(partSettings);
        jvmFlags = Map.copyOf(jvmFlags);
    }

    /** Everything, with nothing changed. */
    public static Blueprint whole(Ports ports) {
        return new Blueprint(
                ports,
                Set.of(Component.values()),
                Set.of(Service.values()),
                null,
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of());
    }

    /** The parts in the order of their start. */
    public List<Part> parts() {
        return Part.all().stream().filter(this::has).toList();
    }

    private boolean has(Part part) {
        return switch (part) {
            case Component component -> components.contains(component);
            case Service service -> services.contains(service);
        };
    }

    /** The same with other parts. */
    public Blueprint with(Set<Component> otherComponents, Set<Service> otherServices) {
        return new Blueprint(ports, otherComponents, otherServices, issuer, accounts, settings, partSettings, jvmFlags);
    }

    /** Not the settings and accounts, which hold secrets. */
    @Override
    public String toString() {
        return "Blueprint[" + ports + ", " + parts() + "]";
    }
}
