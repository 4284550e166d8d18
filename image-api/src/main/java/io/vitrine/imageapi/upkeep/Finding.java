package io.vitrine.imageapi.upkeep;

/** What an object in a store is to this system. Only an {@code ORPHAN} is ever removed. */
enum Finding {
    /** A location stands for it, or a write is still open. */
    LIVE,
    /** Written to too lately to be judged. */
    FRESH,
    /** Its name is none of ours, or of an image that never was one of ours: another system may live in the same place. */
    FOREIGN,
    /** Of a generation that its image has not reached: the database is older than the store, and the row may yet come. */
    AHEAD,
    /** Ours, old, and nothing stands for it. */
    ORPHAN
}
