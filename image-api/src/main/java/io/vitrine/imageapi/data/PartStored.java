package io.vitrine.imageapi.data;

import io.vitrine.imageapi.image.ImageRow;

/**
 * A part of a resumable upload is durable and committed; observed in that transaction, which holds the image's lock.
 *
 * @param bytes of this part
 */
public record PartStored(ImageRow image, long bytes) {}
