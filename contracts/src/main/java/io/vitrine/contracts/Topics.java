package io.vitrine.contracts;

/** Kafka topics, without the configurable prefix of an installation ({@code images.events.topic-prefix}, default {@code images.}). */
public final class Topics {
    /** What happened to images; for everybody. Key: image id. */
    public static final String EVENTS = "images.events.v1";
    /** Whom images are shared with; for everybody. Key: image id. */
    public static final String MEMBERS = "images.members.v1";
    /** What becomes of imports and other tasks; for everybody. Key: image id, else task id. */
    public static final String TASKS = "images.tasks.v1";
    /** Wakes import-worker. Key: image id. */
    public static final String IMPORT_COMMANDS = "images.cmd.import.v1";
    /** Asks store-gateway to remove bytes. Key: image id. */
    public static final String STORE_COMMANDS = "images.cmd.store.v1";
    /** Asks key-cleanup to delete an encryption key. Key: image id. */
    public static final String KEY_COMMANDS = "images.cmd.key.v1";
    /** What became of commands; for image-api alone. Key: image id. */
    public static final String RESULTS = "images.results.v1";
    /** Appended to a topic: the records of it that nobody could read. */
    public static final String DEAD_LETTER_SUFFIX = ".dlq";

    private Topics() {}
}
