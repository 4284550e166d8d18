package io.vitrine.local;

/** One process of a local system: a component it stands on, or one of the four services. */
public sealed interface Part permits Component, Service {
    /** The name in commands, folders and file names: {@code store-gateway}. */
    String id();

    /** The name for people: {@code PostgreSQL}. */
    String title();

    /** The part called {@code id}, as people write it; the failure names all there are. */
    static Part called(String id) {
        for (Part part : all()) {
            if (part.id().equals(id)) {
                return part;
            }
        }
        throw new LocalFailure("There is no \"" + id + "\" here; there are "
                + String.join(", ", all().stream().map(Part::id).toList()) + ".");
    }

    /** All parts in the order in which they start. */
    static java.util.List<Part> all() {
        var all = new java.util.ArrayList<Part>(java.util.List.of(Component.values()));
        all.addAll(java.util.List.of(Service.values()));
        return all;
    }
}
