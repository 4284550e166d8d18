package io.vitrine.storegateway.upload;

import io.vitrine.contracts.internal.Problem;

/** A store that did not get the bytes, and why. */
public record Missed(String store, Problem problem) {}
