package io.vitrine.local.service;

import io.vitrine.local.Account;
import io.vitrine.local.Port;
import io.vitrine.local.Service;
import io.vitrine.local.Workplace;
import io.vitrine.local.component.Databases;
import java.util.Map;
import java.util.TreeMap;

/** The one table of what each service is told. What the user set comes last and wins. */
public final class ServiceSettings {
    private ServiceSettings() {}

    /** All settings of a service in a place; some are secrets. */
    public static Map<String, String> of(Service service, Workplace place) {
        var settings = new TreeMap<String, String>();
        settings.put("kafka.bootstrap.servers", "127.0.0.1:" + place.port(Port.KAFKA));
        settings.put("quarkus.log.console.json.enabled", "false");
        settings.put("quarkus.http.host", "127.0.0.1");
        settings.put("quarkus.management.host", "127.0.0.1");
        settings.put("quarkus.management.port", "" + place.port(service.management()));
        switch (service) {
            case IMAGE_API -> imageApi(settings, place);
            case STORE_GATEWAY -> storeGateway(settings, place);
            case IMPORT_WORKER -> importWorker(settings, place);
            case KEY_CLEANUP -> keyCleanup(settings, place);
        }
        settings.putAll(place.blueprint().settings());
        settings.putAll(place.blueprint().partSettings().getOrDefault(service.id(), Map.of()));
        return settings;
    }

    private static void imageApi(Map<String, String> settings, Workplace place) {
        settings.put("quarkus.http.port", "" + place.port(Port.IMAGE_API));
        settings.put("quarkus.datasource.jdbc.url", new Databases(place).url(Databases.IMAGE_API));
        settings.put("quarkus.datasource.username", Databases.IMAGE_API);
        settings.put("quarkus.datasource.password", place.secrets().imageDatabase());
        settings.put("quarkus.flyway.migrate-at-start", "true");
        settings.put("quarkus.swagger-ui.enabled", "true");
        settings.put("quarkus.oidc.auth-server-url", place.issuer());
        settings.put("images.auth.issuers", place.issuer());
        account(settings, place, Service.IMAGE_API);
        settings.put("images.public-endpoint", place.http(Port.FRONT_DOOR));
    }

    private static void storeGateway(Map<String, String> settings, Workplace place) {
        settings.put("quarkus.http.port", "" + place.port(Port.FRONT_DOOR));
        settings.put("quarkus.oidc.auth-server-url", place.issuer());
        account(settings, place, Service.STORE_GATEWAY);
        settings.put("images.image-api.url", place.http(Port.IMAGE_API));
        settings.put("images.node.url", place.http(Port.GATEWAY_INTERNAL));
        settings.put("images.stores.default", "local");
        settings.put("images.stores.local.type", "file");
        settings.put("images.stores.local.filesystem.dir", place.stores().toString());
        settings.put("images.import.staging.dir", place.staging().toString());
        settings.put("images.stores.bucket.type", "s3");
        settings.put("images.stores.bucket.s3.endpoint", place.http(Port.S3));
        settings.put("images.stores.bucket.s3.bucket", "images");
        settings.put("images.stores.bucket.s3.region", "us-east-1");
        settings.put("images.stores.bucket.s3.access-key", place.secrets().s3AccessKey());
        settings.put("images.stores.bucket.s3.secret-key", place.secrets().s3SecretKey());
    }

    private static void importWorker(Map<String, String> settings, Workplace place) {
        withoutFrontDoor(settings);
        account(settings, place, Service.IMPORT_WORKER);
        settings.put("images.image-api.url", place.http(Port.IMAGE_API));
        settings.put("images.gateway.url", place.http(Port.GATEWAY_INTERNAL));
    }

    private static void keyCleanup(Map<String, String> settings, Workplace place) {
        withoutFrontDoor(settings);
        account(settings, place, Service.KEY_CLEANUP);
        settings.put("images.keys.manager", "none");
    }

    /** Serves nothing but its health: were a main port opened at all, it would be the same usual one in both workers. */
    private static void withoutFrontDoor(Map<String, String> settings) {
        settings.put("quarkus.http.port", "0");
    }

    private static void account(Map<String, String> settings, Workplace place, Service service) {
        Account account = place.account(service);
        settings.put("quarkus.oidc-client.auth-server-url", place.issuer());
        settings.put("quarkus.oidc-client.client-id", account.clientId());
        settings.put("quarkus.oidc-client.credentials.secret", account.secret());
    }
}
