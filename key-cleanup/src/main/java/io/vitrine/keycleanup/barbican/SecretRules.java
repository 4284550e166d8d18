package io.vitrine.keycleanup.barbican;

import io.vitrine.contracts.command.KeyDelete;
import io.vitrine.keycleanup.key.DeletionOutcome;
import io.vitrine.keycleanup.key.DeletionOutcome.Refused;
import io.vitrine.keycleanup.key.DeletionOutcome.Skipped;
import io.vitrine.keycleanup.key.KeysConfig;
import java.util.Optional;
import java.util.Set;

/**
 * What must be true of a secret before it is deleted, beyond what Barbican itself sees to (spec: keys, section 4, guards d and e).
 *
 * @param consumers nobody but the image may have registered as a consumer
 * @param creator the secret must be made by who wrote its id into the image, or by one of the trusted
 */
record SecretRules(boolean consumers, boolean creator, Set<String> trusted) {
    static SecretRules configured(KeysConfig config, Microversion version) {
        Set<String> trusted = config.trustedCreators().orElse(Set.of());
        if (config.consumers() && !version.knowsConsumers()) {
            throw new IllegalStateException(
                    "images.keys.consumers=true needs images.keys.barbican.api-version 1.1 or later.");
        }
        if (!trusted.isEmpty() && !config.requireCreator()) {
            throw new IllegalStateException(
                    "images.keys.trusted-creators says nothing without images.keys.require-creator=true.");
        }
        return new SecretRules(config.consumers(), config.requireCreator(), trusted);
    }

    /** Whether a secret has to be looked at before it is deleted. */
    boolean askFirst() {
        return consumers || creator;
    }

    /** Why the secret is none of this image's to delete, if so. */
    Optional<DeletionOutcome> foreign(Secret secret, KeyDelete command) {
        return creator && !mayGo(secret, command)
                ? Optional.of(new Skipped("not-the-creator", null))
                : Optional.empty();
    }

    /** Why the secret must outlive the image, if so. */
    Optional<DeletionOutcome> needed(Secret secret, KeyDelete command) {
        if (!consumers) {
            return Optional.empty();
        }
        if (secret.consumers().isEmpty()) {
            return Optional.of(new Refused("consumers-unknown", 200));
        }
        return secret.isUsedByOthersThan(command.imageId())
                ? Optional.of(new Skipped("in-use", null))
                : Optional.empty();
    }

    private boolean mayGo(Secret secret, KeyDelete command) {
        return secret.creator()
                .filter(maker -> trusted.contains(maker) || maker.equals(command.keySetBy()))
                .isPresent();
    }
}
