package io.vitrine.contracts.event;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task as events tell it. What it was asked to do is never said: an address may hold a secret. Times are RFC 3339 in UTC with seconds.
 *
 * @param type {@code import}, {@code api_image_import} or {@code location_import}
 * @param status {@code pending}, {@code processing}, {@code success} or {@code failure}
 * @param owner project id
 * @param imageId null while there is no image
 * @param message progress, or why it failed
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonIgnoreProperties(ignoreUnknown = true)
public record TaskData(
        UUID id,
        String type,
        String status,
        String owner,
        @Nullable UUID imageId,
        @Nullable String requestId,
        String message,
        @Nullable String expiresAt,
        String createdAt,
        String updatedAt,
        boolean deleted,
        @Nullable String deletedAt) {}
