package io.vitrine.local;

import io.vitrine.local.component.Components;
import io.vitrine.local.component.Databases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Real components for the tests of a module. One set serves all: the one that {@code ./vitrine test} started, which
 * VITRINE_TEST_DIR names, or else one that the first call starts and the end of this JVM ends. Keep apart by names of your
 * own: a database, a bucket, a topic.
 *
 * <pre>{@code
 * var components = TestComponents.ensure(Component.POSTGRESQL, Component.KAFKA);
 * Database database = components.database("image_api_it");
 * }</pre>
 *
 * <p>Safe from several threads and from several class loaders of one JVM.
 */
public final class TestComponents {
    private static final String NOT_FRESH = "vitrine.test.databases";
    private static final String PASSWORD = "local-test";

    private final VitrineSystem system;

    private TestComponents(VitrineSystem system) {
        this.system = system;
    }

    /** Returns when these components are ready; when none is named, all. The first start of Keycloak takes half a minute. */
    public static TestComponents ensure(Component... wanted) {
        Set<Component> components = EnumSet.noneOf(Component.class);
        components.addAll(wanted.length == 0 ? List.of(Component.values()) : Arrays.asList(wanted));
        if (components.contains(Component.KEYCLOAK)) {
            components.add(Component.POSTGRESQL);
        }
        return new TestComponents(TestSet.with(components));
    }

    /**
     * A database of this name with a role of the same name that owns it: empty at the first call in this JVM, whatever it
     * held before; later calls give the same one as it is.
     */
    public Database database(String name) {
        var databases = new Databases(system.place());
        // The JVM's properties, because each class loader has statics of its own.
        synchronized (System.getProperties()) {
            String known = System.getProperty(NOT_FRESH, "");
            if (!Arrays.asList(known.split(",", -1)).contains(name)) {
                databases.drop(name);
                databases.ensure(name, PASSWORD);
                System.setProperty(NOT_FRESH, known + "," + name);
            }
        }
        return Database.of(system.place(), name, PASSWORD);
    }

    /** What Kafka clients connect to. The topics of Vitrine are there, none is made by use. */
    public String kafka() {
        return system.kafka();
    }

    /** Makes topics of 3 partitions where they are not there yet; takes about two seconds. */
    public void topics(String... names) {
        Components.topics(system.place(), List.of(names));
    }

    /** The issuer of the local realm. */
    public String issuer() {
        return system.issuer();
    }

    /** The token of a user of the local realm: admin, demo, alt, third or demo-reader. */
    public String token(String user) {
        return system.token(user);
    }

    /** The token of a service's account. */
    public String serviceToken(Service service) {
        return system.serviceToken(service);
    }

    /** The account of a service in the local realm. */
    public Account account(Service service) {
        return system.place().account(service);
    }

    /** How to reach the S3 server. */
    public S3Access s3() {
        return system.s3();
    }

    /** Makes a bucket where it is not there yet. */
    public void bucket(String name) {
        try {
            Components.bucket(system.place(), name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The processes themselves: to pause Kafka, to read a log. Leave them as you found them. */
    public VitrineSystem system() {
        return system;
    }
}
