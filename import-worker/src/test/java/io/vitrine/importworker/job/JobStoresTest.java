package io.vitrine.importworker.job;

import static io.vitrine.importworker.fetch.ScriptedSource.ok;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A job with several stores: what each of them said, and what of it is a failure of the job. */
class JobStoresTest extends JobSurroundings {
    @Test
    void theSourceIsReadOnceForAllStores() throws Exception {
        byte[] image = bytes(3_000_000);
        source.at("/a", ok(image));
        imageApi.offer("web-download", source.url("/a"), CAP, "local", "bucket", "cheap");

        slots.poll();

        assertThat(report().containsKey("failure")).isFalse();
        assertThat(put().path).endsWith("/stores/local,bucket,cheap/data");
        assertThat(put().headers).containsEntry("X-Vitrine-All-Stores", "true");
        assertThat(put().bytes).hasValue(image.length);
        assertThat(source.requests).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "web-download, true,  -,   -,   -,            -,      -",
                "web-download, true,  -,   413, too_large,    bucket, bucket",
                "web-download, true,  503, 413, too_large,    bucket, local bucket",
                "web-download, false, -,   413, -,            -,      bucket",
                "web-download, false, 413, 413, too_large,    local,  local bucket",
                "web-download, false, 503, 503, store_failed, local,  local bucket",
                "glance-direct, true,  -,   413, too_large,   bucket, bucket",
                "glance-direct, false, -,   413, -,           -,      bucket",
                "glance-direct, false, 413, 413, too_large,   local,  local bucket",
                "copy-image,    true,  -,   413, too_large,   bucket, bucket",
                "copy-image,    false, -,   413, -,           -,      bucket",
                "copy-image,    false, 404, 404, source_gone, local,  local bucket"
            })
    void whatTheStoresSayIsReported(
            String method,
            boolean mustSucceed,
            Integer first,
            Integer second,
            String code,
            String blamed,
            String missed)
            throws Exception {
        source.at("/a", ok(bytes(5_000)));
        imageApi.mustSucceed = mustSucceed;
        if (first != null) {
            gateway.failing.put("local", first);
        }
        if (second != null) {
            gateway.failing.put("bucket", second);
        }
        imageApi.offer(method, source.url("/a"), CAP, "local", "bucket");

        slots.poll();

        JsonObject report = report();
        JsonObject failure = report.getJsonObject("failure", new JsonObject());
        assertThat(failure.getString("code")).isEqualTo(code);
        assertThat(failure.getString("store")).isEqualTo(blamed);
        if (blamed != null) {
            assertThat(failure.getString("message")).startsWith("Placing the bytes into store " + blamed + " failed:");
        }
        List<String> stores = report.getJsonArray("missed").stream()
                .map(each -> ((JsonObject) each).getString("store"))
                .toList();
        assertThat(stores).containsExactlyElementsOf(missed == null ? List.of() : Arrays.asList(missed.split(" ")));
    }

    @Test
    void aStoreThatKnowsOfAnotherRunEndsThisOne() throws Exception {
        source.at("/a", ok(bytes(5_000)));
        gateway.failing.put("bucket", 409);
        imageApi.offer("web-download", source.url("/a"), CAP, "local", "bucket");

        slots.wake();
        slots.poll();

        assertThat(put().path).endsWith("/data");
        assertThat(slots.drain(java.time.Duration.ofSeconds(10))).isTrue();
        assertThat(imageApi.reports).isEmpty();
    }
}
