package io.vitrine.imageapi.quota;

/**
 * Right to bring bytes.
 *
 * @param grantedBytes so many may be written in all
 * @param reservedBytes so many count as the project's while the write is open; 0 where no limit is set
 */
public record Reservation(long grantedBytes, long reservedBytes) {
    private static final long FIRST_STEP = 4L << 20;
    private static final long LAST_STEP = 1L << 30;

    static Reservation unlimited(long most) {
        return new Reservation(most, 0);
    }

    /**
     * Bytes come ahead of what is needed, in steps that double what is held from 4 MiB on and are 1 GiB at most: a long stream asks seldom,
     * a short one holds little back from others (design, decision "quota").
     *
     * @param held reserved before
     * @param needed at least so many in all
     * @param room at most so many in all, not less than {@code needed}
     */
    static Reservation ahead(long held, long needed, long room) {
        long step = Math.clamp(held, FIRST_STEP, LAST_STEP);
        long bytes = Math.min(room, Math.max(needed, held + step));
        return new Reservation(bytes, bytes);
    }
}
