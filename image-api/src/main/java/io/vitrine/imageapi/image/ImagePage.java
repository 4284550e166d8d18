package io.vitrine.imageapi.image;

import java.util.List;

/**
 * A part of a list.
 *
 * @param full as many as were asked for: there may be more
 */
record ImagePage(List<ImageView> images, boolean full) {
    ImagePage {
        images = List.copyOf(images);
    }
}
