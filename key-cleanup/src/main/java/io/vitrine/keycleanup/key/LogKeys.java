package io.vitrine.keycleanup.key;

import java.util.UUID;

/** Names of the values in log lines, the same everywhere in this service. */
final class LogKeys {
    static final String IMAGE_ID = "imageId";
    static final String KEY = "key";
    static final String PROJECT_ID = "projectId";
    static final String REQUESTED_BY = "requestedBy";
    static final String OUTCOME = "outcome";
    static final String REASON = "reason";
    static final String STATUS_CODE = "statusCode";
    static final String ATTEMPT = "attempt";
    static final String DURATION_MILLIS = "durationMillis";
    static final String PARTITION = "partition";
    static final String OFFSET = "offset";

    private LogKeys() {}

    /** Key ids count as sensitive: enough to find the row, too little to use. */
    static String shortened(UUID keyId) {
        return keyId.toString().substring(0, 8);
    }
}
