package io.vitrine.local;

import static io.vitrine.local.Port.GATEWAY_INTERNAL;
import static io.vitrine.local.Port.IMAGE_API_MANAGEMENT;
import static io.vitrine.local.Port.IMPORT_WORKER_MANAGEMENT;
import static io.vitrine.local.Port.KEY_CLEANUP_MANAGEMENT;

/** The four services, with the heap each is given and the port that tells of its health. */
public enum Service implements Part {
    IMAGE_API("image-api", 192, IMAGE_API_MANAGEMENT),
    STORE_GATEWAY("store-gateway", 192, GATEWAY_INTERNAL),
    IMPORT_WORKER("import-worker", 96, IMPORT_WORKER_MANAGEMENT),
    KEY_CLEANUP("key-cleanup", 32, KEY_CLEANUP_MANAGEMENT);

    private final String id;
    private final int heapMegabytes;
    private final Port management;

    Service(String id, int heapMegabytes, Port management) {
        this.id = id;
        this.heapMegabytes = heapMegabytes;
        this.management = management;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String title() {
        return id;
    }

    /** The heap in MiB unless {@code -Xmx} is among the service's JVM flags. */
    public int heapMegabytes() {
        return heapMegabytes;
    }

    /** Where the service answers {@code /q/health/ready}. */
    public Port management() {
        return management;
    }

    /** The name of the service's own account at the identity provider. */
    public String account() {
        return id;
    }
}
