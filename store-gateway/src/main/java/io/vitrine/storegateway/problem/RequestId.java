package io.vitrine.storegateway.problem;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Name of one request, on every answer and in every call that the request causes. */
public final class RequestId {
    public static final String HEADER = "x-openstack-request-id";
    private static final String PREFIX = "req-";
    private static final int MAX_LENGTH = 64;

    private RequestId() {}

    /** Whether a caller's own id may be kept: {@code max_request_id_length} of spec images, section 22. */
    public static boolean acceptable(@Nullable String sent) {
        return sent == null || sent.length() <= MAX_LENGTH;
    }

    /** The caller's id with the customary prefix, or a new one when there is none or it cannot be kept. */
    public static String of(@Nullable String sent) {
        if (sent == null || sent.isEmpty() || !acceptable(sent) || !sent.chars().allMatch(c -> c > ' ' && c < 127)) {
            return PREFIX + UUID.randomUUID();
        }
        return sent.startsWith(PREFIX) ? sent : PREFIX + sent;
    }
}
