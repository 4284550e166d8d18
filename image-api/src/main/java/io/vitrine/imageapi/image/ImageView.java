package io.vitrine.imageapi.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vitrine.imageapi.policy.Target;
import io.vitrine.imageapi.policy.Visibility;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An image as the API shows it, straight from its columns.
 *
 * @param tags JSON array, written out as it is
 * @param properties JSON object of strings
 * @param created seconds since 1970
 * @param stores ids joined by commas, null without committed bytes; see {@link StoreOrder}
 * @param importingToStores null: no import ever started; empty: none is left
 */
record ImageView(
        UUID id,
        @Nullable String name,
        String status,
        String visibility,
        @Nullable String owner,
        boolean isProtected,
        boolean osHidden,
        String tags,
        @Nullable String diskFormat,
        @Nullable String containerFormat,
        int minDisk,
        int minRam,
        @Nullable Long size,
        @Nullable Long virtualSize,
        @Nullable String checksum,
        @Nullable String osHashAlgo,
        @Nullable String osHashValue,
        String properties,
        @Nullable String importTask,
        @Nullable String importingToStores,
        @Nullable String failedImport,
        long created,
        long updated,
        @Nullable String stores) {

    /** What {@link #read} reads, of a table or subquery called {@code i}. */
    static final String COLUMNS = """
            i.id, i.name, i.status, i.visibility, i.owner, i.protected, i.os_hidden, array_to_json(i.tags),
            i.disk_format, i.container_format, i.min_disk, i.min_ram, i.size, i.virtual_size,
            i.checksum, i.os_hash_algo, i.os_hash_value, i.properties, i.import_task,
            array_to_string(i.importing_to_stores, ','), array_to_string(i.failed_import, ','),
            floor(extract(epoch from i.created_at))::bigint, floor(extract(epoch from i.updated_at))::bigint,
            array_to_string(
                array(select l.store from image_locations l where l.image_id = i.id and l.status = 'active'), ',')
            """;
    /** Number of columns in {@link #COLUMNS}: what a query adds stands after them. */
    static final int WIDTH = 24;

    private static final ObjectMapper JSON = new ObjectMapper();

    static ImageView read(ResultSet row) throws SQLException {
        return new ImageView(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getBoolean(6),
                row.getBoolean(7),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                row.getInt(11),
                row.getInt(12),
                number(row, 13),
                number(row, 14),
                row.getString(15),
                row.getString(16),
                row.getString(17),
                row.getString(18),
                row.getString(19),
                sorted(row.getString(20)),
                sorted(row.getString(21)),
                row.getLong(22),
                row.getLong(23),
                emptyToNull(row.getString(24)));
    }

    /** An image that has just been made: it has no bytes and no imports. */
    static ImageView ofNew(ImageRow row) {
        try {
            return new ImageView(
                    row.id,
                    row.name,
                    row.status.word(),
                    row.visibility.word(),
                    row.owner,
                    row.isProtected,
                    row.osHidden,
                    JSON.writeValueAsString(row.tags),
                    row.diskFormat,
                    row.containerFormat,
                    row.minDisk,
                    row.minRam,
                    null,
                    null,
                    null,
                    null,
                    null,
                    JSON.writeValueAsString(row.properties),
                    null,
                    null,
                    null,
                    row.createdAt.getEpochSecond(),
                    row.updatedAt.getEpochSecond(),
                    null);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings can always be written", e);
        }
    }

    /**
     * What a rule decides about.
     *
     * @param imageMember whether the caller's project is a member
     */
    Target target(boolean imageMember) {
        return new Target(
                owner,
                Visibility.of(visibility).orElseThrow(),
                imageMember,
                (attribute, value) -> ImageAttributes.of(this).has(attribute, value));
    }

    /** Of what may be long. */
    int characters() {
        return tags.length() + properties.length();
    }

    ImageView withStores(@Nullable String others) {
        return new ImageView(
                id,
                name,
                status,
                visibility,
                owner,
                isProtected,
                osHidden,
                tags,
                diskFormat,
                containerFormat,
                minDisk,
                minRam,
                size,
                virtualSize,
                checksum,
                osHashAlgo,
                osHashValue,
                properties,
                importTask,
                importingToStores,
                failedImport,
                created,
                updated,
                others);
    }

    private static @Nullable Long number(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static @Nullable String sorted(@Nullable String stores) {
        if (stores == null || stores.indexOf(',') < 0) {
            return stores;
        }
        String[] ids = stores.split(",", -1);
        Arrays.sort(ids);
        return String.join(",", List.of(ids));
    }
}
