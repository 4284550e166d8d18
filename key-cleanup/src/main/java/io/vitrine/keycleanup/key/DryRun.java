package io.vitrine.keycleanup.key;

import io.vitrine.contracts.command.KeyDelete;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code images.keys.dry-run=true}: says what would be deleted and calls nobody. */
public final class DryRun implements KeyManager {
    private static final Logger LOG = LoggerFactory.getLogger(DryRun.class);

    @Override
    public DeletionOutcome delete(KeyDelete command) {
        LOG.atInfo()
                .addKeyValue(LogKeys.IMAGE_ID, command.imageId())
                .addKeyValue(LogKeys.KEY, LogKeys.shortened(command.keyId()))
                .addKeyValue(LogKeys.PROJECT_ID, command.projectId())
                .log("Dry run: this key would be deleted");
        return new DeletionOutcome.Skipped("dry-run", null);
    }
}
