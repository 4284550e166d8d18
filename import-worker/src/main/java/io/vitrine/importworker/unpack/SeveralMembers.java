package io.vitrine.importworker.unpack;

import java.io.IOException;

/** There is more than one stream or file; which one is the image, nobody can say. */
final class SeveralMembers extends IOException {
    private static final long serialVersionUID = 1L;
}
