package io.vitrine.imageapi.cli;

/** A command that asks beans of the service. */
interface NeedsService {}
