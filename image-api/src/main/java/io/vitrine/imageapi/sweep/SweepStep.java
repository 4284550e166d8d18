package io.vitrine.imageapi.sweep;

/**
 * One kind of work that is due by the clock. A step takes each row in a transaction of its own and asks again, under the row's lock,
 * whether it is still due: a sweep that runs twice or stops half-way changes nothing.
 */
public interface SweepStep {
    /** Does what is due now, in bounded portions. */
    void sweep();

    /**
     * Whether the step takes something away because its lease ran out. Such a step rests for one lease after a start and after a lost
     * database, because nobody could renew meanwhile.
     */
    default boolean judgesLeases() {
        return false;
    }
}
