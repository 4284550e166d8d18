package io.vitrine.contracts.event;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far an import is; at most one in five seconds for an image, and none for one that is quick.
 *
 * @param id of the image
 * @param owner project id of the image
 * @param phase stable word, such as {@code downloading} or {@code copying}
 * @param bytesTotal null when the source does not say
 * @param bytesPerSecond lately; null at the beginning
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ImportProgress(
        UUID id,
        @Nullable String owner,
        UUID taskId,
        String phase,
        long bytesDone,
        @Nullable Long bytesTotal,
        @Nullable Long bytesPerSecond) {}
