package io.vitrine.local;

/** The servers that Vitrine stands on, each the real thing. */
public enum Component implements Part {
    POSTGRESQL("postgresql", "PostgreSQL"),
    KAFKA("kafka", "Kafka"),
    S3("s3", "S3 server"),
    KEYCLOAK("keycloak", "Keycloak");

    private final String id;
    private final String title;

    Component(String id, String title) {
        this.id = id;
        this.title = title;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String title() {
        return title;
    }
}
