package io.vitrine.local.process;

import io.vitrine.local.LocalFailure;
import java.time.Duration;

/** Waiting between two looks at something that tells nobody when it changes. */
public final class Pause {
    private Pause() {}

    /** Waits so long; an interrupt ends the whole undertaking. */
    public static void of(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("Interrupted.", e);
        }
    }
}
