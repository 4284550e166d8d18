package io.vitrine.contracts.event;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A project that an image is shared with, as events tell it. Times are RFC 3339 in UTC with seconds.
 *
 * @param memberId project id
 * @param status {@code pending}, {@code accepted} or {@code rejected}
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonIgnoreProperties(ignoreUnknown = true)
public record MemberData(
        UUID imageId,
        String memberId,
        String status,
        String createdAt,
        String updatedAt,
        boolean deleted,
        @Nullable String deletedAt) {}
