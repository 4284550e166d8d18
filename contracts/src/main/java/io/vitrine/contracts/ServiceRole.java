package io.vitrine.contracts;

/** Roles of the four services in the client {@code image-service}: they open the internal API and nothing else. */
public final class ServiceRole {
    public static final String IMAGE_API = "image-api";
    public static final String STORE_GATEWAY = "store-gateway";
    public static final String IMPORT_WORKER = "import-worker";
    public static final String KEY_CLEANUP = "key-cleanup";

    private ServiceRole() {}
}
