package io.vitrine.storegateway.fake;

import io.quarkus.runtime.StartupEvent;
import io.vitrine.storegateway.store.s3.ScriptedS3;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The fakes as beans of the application under test, so that tests inject the very ones it talks to. In tests of other neighbours nobody
 * names a port, and nobody calls the one they find.
 */
@ApplicationScoped
class FakeBeans {
    @Produces
    @Singleton
    FakeImageApi imageApi(@ConfigProperty(name = "fake.port", defaultValue = "0") int port) {
        return new FakeImageApi(port);
    }

    @Produces
    @Singleton
    ScriptedS3 bucket(@ConfigProperty(name = "fake.s3-port", defaultValue = "0") int port) throws IOException {
        return new ScriptedS3(port, false);
    }

    void start(@Observes @Priority(1) StartupEvent started, FakeImageApi imageApi, ScriptedS3 bucket) {
        imageApi.image("warm");
        bucket.behave();
    }
}
