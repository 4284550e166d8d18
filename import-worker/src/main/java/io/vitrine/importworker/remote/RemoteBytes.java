package io.vitrine.importworker.remote;

import io.vitrine.importworker.fetch.SourceRequest;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of another service's image.
 *
 * @param request how to fetch them
 * @param diskFormat what they are, as it is said there
 */
public record RemoteBytes(
        SourceRequest request,
        @Nullable String diskFormat,
        @Nullable String containerFormat) {}
