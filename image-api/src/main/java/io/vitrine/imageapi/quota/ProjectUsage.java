package io.vitrine.imageapi.quota;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What a project has.
 *
 * @param uploading images whose bytes are on their way
 * @param storedBytes in stores, with what open writes have reserved
 * @param stagedBytes of images that are staged or imported
 */
record ProjectUsage(long images, long uploading, long storedBytes, long stagedBytes) {
    static final String COLUMNS = "images, uploading, stored_bytes, staged_bytes";

    static ProjectUsage read(ResultSet row) throws SQLException {
        return new ProjectUsage(
                row.getLong("images"),
                row.getLong("uploading"),
                row.getLong("stored_bytes"),
                row.getLong("staged_bytes"));
    }

    long of(QuotaLimit limit) {
        return switch (limit) {
            case IMAGE_SIZE_TOTAL -> storedBytes;
            case IMAGE_STAGE_TOTAL -> stagedBytes;
            case IMAGE_COUNT_TOTAL -> images;
            case IMAGE_COUNT_UPLOADING -> uploading;
        };
    }
}
