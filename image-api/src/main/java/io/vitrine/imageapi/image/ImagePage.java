package io.vitrine.imageapi.image;

import java.util.List;

/**
 * A part of a list.
 *
 * @param more whether another page may follow
 */
record ImagePage(List<ImageView> images, boolean more) {
    ImagePage {
        images = List.copyOf(images);
    }
}
