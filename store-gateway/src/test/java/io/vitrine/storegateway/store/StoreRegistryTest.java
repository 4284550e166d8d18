package io.vitrine.storegateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreRegistryTest {
    @TempDir
    Path dir;

    private final ActiveWrites writes = new ActiveWrites();

    @Test
    void storesAreOrderedByIdAndKnowTheirSettings() {
        // When
        StoreRegistry registry = Stores.registry(
                writes,
                Map.of(
                        "default", "fast",
                        "fast.type", "file",
                        "fast.filesystem.dir", dir + "/fast",
                        "fast.weight", "7",
                        "fast.description", "On flash",
                        "cheap.type", "file",
                        "cheap.filesystem.dir", dir + "/cheap"));
        // Then
        assertThat(registry.all()).extracting(Store::id).isEqualTo(List.of("cheap", "fast"));
        assertThat(registry.defaultStore().id()).isEqualTo("fast");
        Store fast = registry.byId("fast").orElseThrow();
        assertThat(fast.weight()).isEqualTo(7);
        assertThat(fast.description()).hasValue("On flash");
        assertThat(fast.isDefault()).isTrue();
        assertThat(fast.publicProperties()).containsEntry("data_dir", dir + "/fast");
        assertThat(registry.byId("cheap").orElseThrow().weight()).isZero();
        assertThat(registry.byId("gone")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "default=fast | 'images.stores.default' names 'fast'",
                "fast.type=file;fast.filesystem.dir=/x | 'images.stores.default' must name",
                "default=fast;fast.filesystem.dir=/x | needs the setting 'images.stores.fast.type'",
                "default=fast;fast.type=file | needs the setting 'images.stores.fast.filesystem.dir'",
                "default=fast;fast.type=tape | 'images.stores.fast.type' is 'tape', and the known types are [file, http, never]",
                "default=fast;fast.type=file;fast.filesystem.dir=x | 'images.stores.fast.filesystem.dir' must be an absolute path",
                "default=fast;fast.type=file;fast.filesystem.dir=/x;fast.filesystem.file-mode=rw | 'images.stores.fast.filesystem.file-mode'",
                "default=fast;fast.type=file;fast.filesystem.dirs=/x,y:3 | 'images.stores.fast.filesystem.dirs' must be an absolute path, and 'y'",
                "default=fast;fast.type=file;fast.filesystem.dirs=/x,/a/../x:3 | 'images.stores.fast.filesystem.dirs' names a directory twice",
                "default=fast;fast.type=file;fast.filesystem.dirs=/x;fast.filesystem.dir=/y | exclude each other",
                "default=os_glance_x;os_glance_x.type=file | 'images.stores.os_glance_x.type' uses a reserved",
                "default=web;web.type=http | needs the setting 'images.stores.web.http.allowed-hosts'",
                "default=web;web.type=http;web.http.allowed-hosts=http://a.example.org/ | must list host or host:port",
                "default=web;web.type=http;web.http.allowed-hosts=2130706433 | must list host or host:port",
                "default=web;web.type=http;web.http.allowed-hosts=a.example.org;web.http.ca=/none | 'images.stores.web.http.ca' names cannot be read as certificates: /none",
                "default=web;web.type=http;web.http.allowed-hosts=a.example.org | 'images.stores.default' names 'web', which can only be read",
                "default=a,b;\"a,b\".type=file | 1 to 64 letters",
            })
    void wrongSettingsAreNamedInOneSentence(String settings, String sentence) {
        // Given
        Map<String, String> properties = new HashMap<>();
        for (String setting : settings.trim().split(";")) {
            properties.put(setting.split("=")[0], setting.split("=")[1]);
        }
        // When, Then
        assertThatThrownBy(() -> Stores.registry(writes, properties))
                .isInstanceOf(InvalidStoreConfiguration.class)
                .hasMessageContaining(sentence.trim())
                .hasMessageEndingWith(".");
    }

    @Test
    void aStoreOfWebServersCanOnlyBeRead() {
        // When
        Store web = Stores.registry(
                        writes,
                        Map.of(
                                "default", "fast",
                                "fast.type", "file",
                                "fast.filesystem.dir", dir.toString(),
                                "web.type", "http",
                                "web.http.allowed-hosts", "images.example.org,mirror.example.org:8443"))
                .byId("web")
                .orElseThrow();
        // Then
        assertThat(web.readOnly()).isTrue();
        assertThat(web.usable()).isTrue();
        assertThat(web.publicProperties()).isEmpty();
        assertThat(web.source().claims(URI.create("https://mirror.example.org:8443/a")))
                .isPositive();
        assertThatThrownBy(web::blobs)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.REFUSED));
    }

    @Test
    void aStoreClaimsWhatLiesBesideItsOwnObjects() {
        // When
        BlobStore store = oneStore(new SimpleMeterRegistry());
        // Then
        assertThat(store.claims(URI.create("file://" + dir + "/a.1"))).isPositive();
        assertThat(store.claims(URI.create("file://" + dir + "/../a.1"))).isZero();
        assertThat(store.claims(URI.create("file:///etc/passwd"))).isZero();
    }

    @Test
    void directoriesAndThinFilesAreShown() {
        StoreRegistry registry = Stores.registry(
                writes,
                Map.of(
                        "default", "fast",
                        "fast.type", "file",
                        "fast.filesystem.dirs", dir + "/a:5," + dir + "/b",
                        "fast.filesystem.thin-provisioning", "true"));
        assertThat(registry.defaultStore().publicProperties())
                .isEqualTo(
                        Map.of("data_dir", dir + "/a," + dir + "/b", "chunk_size", 262_144, "thin_provisioning", true));
    }

    @Test
    void uploadOfADeletedImageStopsWithItsNextByte() {
        // Given
        BlobStore store = oneStore(new SimpleMeterRegistry());
        BlobUpload upload = store.begin("a.1", java.util.OptionalLong.empty());
        Blobs.write(upload, Blobs.random(10));
        // When
        assertThat(writes.bury("fast", "a.1")).isFalse();
        // Then
        assertThatThrownBy(() -> Blobs.write(upload, Blobs.random(10))).isInstanceOf(StoreException.class);
        assertThatThrownBy(upload::commit).isInstanceOf(StoreException.class);
        assertThat(writes.isOpen("fast", "a.1")).isTrue();
        upload.close();
        assertThat(writes.isOpen("fast", "a.1")).isFalse();
    }

    @Test
    void operationsAreTimedByOutcome() {
        // Given
        MeterRegistry meters = new SimpleMeterRegistry();
        BlobStore store = oneStore(meters);
        // When
        BlobLocation location = Blobs.put(store, "a.1", Blobs.random(10));
        assertThatThrownBy(() -> store.open(store.locate("b.1"), 0, 1)).isInstanceOf(StoreException.class);
        store.size(location);
        // Then
        assertThat(timed(meters, "commit", "ok")).isOne();
        assertThat(timed(meters, "size", "ok")).isOne();
        assertThat(timed(meters, "open", "not_found")).isOne();
    }

    private BlobStore oneStore(MeterRegistry meters) {
        return Stores.registry(
                        writes,
                        meters,
                        Map.of("default", "fast", "fast.type", "file", "fast.filesystem.dir", dir.toString()))
                .defaultStore()
                .blobs();
    }

    private static long timed(MeterRegistry meters, String op, String outcome) {
        return meters.get("image.store.operation")
                .tags("store", "fast", "op", op, "outcome", outcome)
                .timer()
                .count();
    }
}
