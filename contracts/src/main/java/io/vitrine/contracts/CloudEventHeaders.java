package io.vitrine.contracts;

/** Kafka headers of a CloudEvent 1.0 in binary mode (CloudEvents Kafka protocol binding, section 3.2), all UTF-8 text. */
public final class CloudEventHeaders {
    public static final String SPEC_VERSION = "ce_specversion";
    public static final String ID = "ce_id";
    public static final String SOURCE = "ce_source";
    public static final String TYPE = "ce_type";
    public static final String SUBJECT = "ce_subject";
    public static final String TIME = "ce_time";
    public static final String DATA_SCHEMA = "ce_dataschema";
    /** {@code seq} of the outbox row, 19 digits with leading zeros: rises per image. */
    public static final String SEQUENCE = "ce_sequence";

    public static final String PRIORITY = "ce_priority";
    public static final String PROJECT_ID = "ce_projectid";
    public static final String USER_ID = "ce_userid";
    public static final String REQUEST_ID = "ce_requestid";
    public static final String CONTENT_TYPE = "content-type";

    private CloudEventHeaders() {}
}
