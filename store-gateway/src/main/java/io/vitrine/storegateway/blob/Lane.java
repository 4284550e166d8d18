package io.vitrine.storegateway.blob;

import java.util.concurrent.Executor;

/**
 * The memory and threads that transfers of one kind share. Stores behind a network may block for long; they have a lane of their own,
 * so that nobody who writes to a local file waits for them.
 *
 * @param calls for what blocks once per transfer: begin, commit, discard, delete
 */
public record Lane(BlockPool blocks, Executor digests, Executor writers, Executor calls) {}
