package io.vitrine.contracts.internal;

import io.vitrine.contracts.WireRecord;
import java.util.UUID;

/** One lease held by a process: an upload's or a job's id with its fence. */
@WireRecord
public record LeaseRef(UUID id, long generation) {}
