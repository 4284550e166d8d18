package io.vitrine.storegateway.lease;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Who holds this process' leases. The configured node with a word of this very process: a restarted gateway must not be taken for the
 * one whose uploads died with it.
 */
@ApplicationScoped
public class Holder {
    private final String id;

    /** @param node name of this replica, of letters, digits, {@code .}, {@code _} and {@code -}; one of its own for each process when not set */
    Holder(@ConfigProperty(name = "images.node.id", defaultValue = "store-gateway") String node) {
        this.id = node + "/" + UUID.randomUUID().toString().substring(0, 8);
    }

    public String id() {
        return id;
    }
}
