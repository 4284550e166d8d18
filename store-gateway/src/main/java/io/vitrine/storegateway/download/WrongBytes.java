package io.vitrine.storegateway.download;

import java.io.IOException;

/** A store delivered other bytes than were written there. */
final class WrongBytes extends IOException {
    private static final long serialVersionUID = 1L;

    WrongBytes() {
        super("the store's bytes are not the ones that were written");
    }
}
