package io.vitrine.contracts.command;

import io.vitrine.contracts.WireRecord;
import java.util.UUID;

/**
 * {@code import.run.v1}: an import waits to be claimed. The record names a task, but whoever is woken claims <em>the next</em> job,
 * which may be another one (fair between projects).
 */
@WireRecord
public record ImportRun(UUID taskId, UUID imageId) {}
