package io.vitrine.keycleanup.key;

import io.vitrine.contracts.command.KeyDelete;

/**
 * Whoever keeps the keys.
 *
 * <p>{@link #delete} makes one attempt, in bounded time, and never throws for anything the key manager or the network does: every ending
 * is a {@link DeletionOutcome}. Called twice for the same key it says {@link DeletionOutcome.AlreadyGone} the second time. Safe to call
 * from several threads and processes at once.
 */
public interface KeyManager {
    DeletionOutcome delete(KeyDelete command);
}
