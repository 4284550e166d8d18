package io.vitrine.keycleanup.key;

import io.vitrine.contracts.command.KeyDelete;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code images.keys.manager=none}: keys stay where they are. Warns once, because an image asked for a deletion that will not happen. */
public final class NoManager implements KeyManager {
    private static final Logger LOG = LoggerFactory.getLogger(NoManager.class);
    private final AtomicBoolean warned = new AtomicBoolean();

    @Override
    public DeletionOutcome delete(KeyDelete command) {
        if (warned.compareAndSet(false, true)) {
            LOG.warn("An image asks for the deletion of its encryption key, but images.keys.manager is none:"
                    + " such keys stay where they are. Said once.");
        }
        return new DeletionOutcome.Skipped("no-manager", null);
    }
}
