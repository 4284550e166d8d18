package io.vitrine.importworker.log;

/** Names of the values in log lines, the same everywhere in this service. */
public final class LogKeys {
    public static final String TASK_ID = "taskId";
    public static final String IMAGE_ID = "imageId";
    public static final String METHOD = "method";
    public static final String STORE = "store";
    public static final String GENERATION = "generation";
    public static final String ATTEMPT = "attempt";
    public static final String REQUEST_ID = "requestId";
    public static final String CODE = "code";
    public static final String REASON = "reason";
    public static final String CAUSE = "cause";
    public static final String HOST = "host";
    public static final String BYTES = "bytes";
    public static final String STATUS_CODE = "statusCode";
    public static final String PARTITION = "partition";
    public static final String OFFSET = "offset";

    private LogKeys() {}
}
