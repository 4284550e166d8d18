package io.vitrine.storegateway.store;

/** All that a store promises. A driver's test extends this and brings its fixture; a deviation would be an override with its reason. */
public abstract class BlobStoreContract implements RoundTripContract, CommitContract, DeleteContract, ListContract {}
