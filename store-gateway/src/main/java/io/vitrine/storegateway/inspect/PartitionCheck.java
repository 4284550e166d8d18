package io.vitrine.storegateway.inspect;

/** What is checked of a partition table. */
public enum PartitionCheck {
    /** The table in the first sector, a protective one included. */
    MBR,
    /** The table that follows it. */
    GPT
}
