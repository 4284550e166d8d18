package io.vitrine.contracts;

/** CloudEvents types ({@code ce_type}): the name of the thing and its major version. */
public final class MessageType {
    public static final String IMAGE_CREATE = "image.create.v1";
    public static final String IMAGE_PREPARE = "image.prepare.v1";
    public static final String IMAGE_UPLOAD = "image.upload.v1";
    public static final String IMAGE_ACTIVATE = "image.activate.v1";
    public static final String IMAGE_UPDATE = "image.update.v1";
    public static final String IMAGE_DEACTIVATE = "image.deactivate.v1";
    public static final String IMAGE_REACTIVATE = "image.reactivate.v1";
    public static final String IMAGE_DELETE = "image.delete.v1";
    public static final String IMAGE_RESTORE = "image.restore.v1";
    public static final String IMAGE_LOCATION_ADD = "image.location.add.v1";
    public static final String IMAGE_LOCATION_REMOVE = "image.location.remove.v1";
    public static final String IMAGE_LOCATION_BAD = "image.location.bad.v1";
    public static final String IMAGE_PURGED = "image.purged.v1";
    public static final String IMAGE_IMPORT_REQUESTED = "image.import.requested.v1";
    public static final String IMAGE_IMPORT_STARTED = "image.import.started.v1";
    public static final String IMAGE_IMPORT_PROGRESS = "image.import.progress.v1";
    public static final String IMAGE_IMPORT_SUCCEEDED = "image.import.succeeded.v1";
    public static final String IMAGE_IMPORT_FAILED = "image.import.failed.v1";
    public static final String IMAGE_KEY_DELETED = "image.key.deleted.v1";
    public static final String IMAGE_KEY_SKIPPED = "image.key.skipped.v1";
    public static final String IMAGE_KEY_FAILED = "image.key.failed.v1";
    public static final String IMAGE_MEMBER_CREATE = "image.member.create.v1";
    public static final String IMAGE_MEMBER_UPDATE = "image.member.update.v1";
    public static final String IMAGE_MEMBER_DELETE = "image.member.delete.v1";
    public static final String TASK_CREATE = "task.create.v1";
    public static final String TASK_RUN = "task.run.v1";
    public static final String TASK_PROCESSING = "task.processing.v1";
    public static final String TASK_SUCCESS = "task.success.v1";
    public static final String TASK_FAILURE = "task.failure.v1";
    public static final String TASK_DELETE = "task.delete.v1";

    public static final String IMPORT_RUN = "import.run.v1";
    public static final String STORE_DELETE = "store.delete.v1";
    public static final String STORE_DELETE_DONE = "store.delete.done.v1";
    public static final String KEY_DELETE = "key.delete.v1";
    public static final String KEY_DELETE_DONE = "key.delete.done.v1";

    private MessageType() {}
}
