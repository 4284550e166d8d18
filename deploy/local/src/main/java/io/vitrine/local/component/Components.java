package io.vitrine.local.component;

import io.vitrine.local.Checkout;
import io.vitrine.local.Component;
import io.vitrine.local.Workplace;
import java.io.IOException;
import java.util.List;

/** The door to this package. */
public final class Components {
    private Components() {}

    /** How a component is run in a place. */
    public static LocalProcess process(Component component, Workplace place) {
        return switch (component) {
            case POSTGRESQL -> new PostgresqlProcess(place);
            case KAFKA -> new KafkaProcess(place);
            case S3 -> new S3Process(place);
            case KEYCLOAK -> new KeycloakProcess(place);
        };
    }

    /** Unpacks what is not unpacked, so that the first start need not. */
    public static void install(Checkout checkout) throws IOException {
        PostgresqlProcess.install(checkout);
        KeycloakProcess.install(checkout);
    }

    /** Makes a bucket on a running or a future S3 server. */
    public static void bucket(Workplace place, String name) throws IOException {
        S3Process.bucket(place, name);
    }

    /** Makes topics on the running broker, beside those that are always there. */
    public static void topics(Workplace place, List<String> names) {
        KafkaProcess.makeTopics(place, names);
    }
}
