package io.vitrine.local;

import java.time.Duration;

/** Who wants to hear how a start goes. Called from several threads. */
public interface Progress {
    /** Nobody. */
    Progress SILENT = new Progress() {};

    /** A part is being prepared and started. */
    default void starting(Part part) {}

    /** A part answers. */
    default void ready(Part part, Duration after) {}

    /** A part did not come up. */
    default void failed(Part part) {}
}
