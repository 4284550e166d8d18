package io.vitrine.local;

import java.util.Locale;

/** Every port of a local system, all on 127.0.0.1; each can be moved by an option and by the environment. */
public enum Port {
    FRONT_DOOR("port", 9292, "the front door"),
    GATEWAY_INTERNAL("gateway-internal-port", 9293, "store-gateway's internal interface"),
    IMAGE_API("image-api-port", 9294, "image-api"),
    IMAGE_API_MANAGEMENT("image-api-management-port", 9295, "image-api's management interface"),
    IMPORT_WORKER_MANAGEMENT("import-worker-management-port", 9296, "import-worker's management interface"),
    KEY_CLEANUP_MANAGEMENT("key-cleanup-management-port", 9297, "key-cleanup's management interface"),
    POSTGRESQL("postgresql-port", 9298, "PostgreSQL"),
    KAFKA("kafka-port", 9299, "Kafka"),
    KAFKA_CONTROLLER("kafka-controller-port", 9300, "Kafka's controller"),
    S3("s3-port", 9301, "the S3 server"),
    KEYCLOAK("keycloak-port", 8180, "Keycloak");

    private final String name;
    private final int usual;
    private final String wantedBy;

    Port(String name, int usual, String wantedBy) {
        this.name = name;
        this.usual = usual;
        this.wantedBy = wantedBy;
    }

    /** The number when nobody says otherwise. */
    public int usual() {
        return usual;
    }

    /** Who listens there, for people: {@code the front door}. */
    public String wantedBy() {
        return wantedBy;
    }

    /** The command line option that moves it: {@code --keycloak-port}. */
    public String option() {
        return "--" + name;
    }

    /** The environment variable that moves it: {@code VITRINE_KEYCLOAK_PORT}. */
    public String variable() {
        return "VITRINE_" + name.replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** What a person is told when the port is taken. */
    public String taken(int number) {
        return "Port " + number + " on 127.0.0.1 is taken, and " + wantedBy + " wants it: end the program that has it,"
                + " or choose another with " + option() + " N (or " + variable() + "=N).";
    }
}
