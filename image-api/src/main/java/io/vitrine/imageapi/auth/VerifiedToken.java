package io.vitrine.imageapi.auth;

import java.time.Instant;
import java.util.Set;

/**
 * All that is kept of a token once it was checked.
 *
 * @param serviceRoles roles of {@link io.vitrine.contracts.ServiceRole}: they open the internal API and nothing else
 */
record VerifiedToken(Caller caller, Set<String> serviceRoles, Instant expires) {}
