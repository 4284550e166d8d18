package io.vitrine.storegateway.store.s3;

import static io.vitrine.storegateway.store.InvalidStoreConfiguration.key;
import static io.vitrine.storegateway.store.InvalidStoreConfiguration.required;

import io.minio.credentials.Provider;
import io.quarkus.runtime.configuration.MemorySize;
import io.vitrine.storegateway.store.InvalidStoreConfiguration;
import io.vitrine.storegateway.store.StoreConfig;
import io.vitrine.storegateway.store.Trust;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a bucket is and who we are there.
 *
 * @param endpoint scheme, host and port; nothing else
 * @param keys asked at every request
 * @param trust certificates to trust instead of the system's
 */
record S3Settings(
        URI endpoint,
        String region,
        String bucket,
        Provider keys,
        boolean createBucket,
        UrlStyle urlStyle,
        Optional<Trust> trust,
        PartPlan plan) {
    private static final int MOST_IN_FLIGHT = 100;

    static S3Settings of(String id, StoreConfig.S3 config) {
        URI endpoint = required(id, "s3.endpoint", config.endpoint());
        String scheme = String.valueOf(endpoint.getScheme());
        if (!scheme.matches("https?")
                || endpoint.getHost() == null
                || endpoint.getUserInfo() != null
                || endpoint.getQuery() != null
                || !String.valueOf(endpoint.getPath()).matches("/?")) {
            throw new InvalidStoreConfiguration("The setting '%s' must be http(s)://host[:port] and nothing more."
                    .formatted(key(id, "s3.endpoint")));
        }
        String bucket = required(id, "s3.bucket", config.bucket());
        if (!bucket.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
            throw new InvalidStoreConfiguration(
                    "The setting '%s' is not the name of a bucket: 3 to 63 lower-case letters, digits, '.' or '-'."
                            .formatted(key(id, "s3.bucket")));
        }
        if (config.ca().isPresent() && !scheme.equals("https")) {
            throw new InvalidStoreConfiguration(
                    "The setting '%s' needs an endpoint with https.".formatted(key(id, "s3.ca")));
        }
        return new S3Settings(
                endpoint,
                config.region(),
                bucket,
                S3Keys.of(id, config),
                config.createBucket(),
                urlStyle(id, config.urlStyle()),
                config.ca().map(file -> Trust.in(file, key(id, "s3.ca"))),
                plan(id, config));
    }

    /** How objects are cut into parts, within the operator's bounds. */
    static PartPlan plan(String id, StoreConfig.S3 config) {
        int threads = config.threadPools();
        if (threads < 1 || threads > MOST_IN_FLIGHT) {
            throw new InvalidStoreConfiguration("The setting '%s' must be a number from 1 to %d, and %d is not."
                    .formatted(key(id, "s3.thread-pools"), MOST_IN_FLIGHT, threads));
        }
        return PartPlan.within(
                atLeastAPart(id, "s3.large-object-size", config.largeObjectSize()),
                atLeastAPart(id, "s3.chunk-size", config.chunkSize()),
                threads);
    }

    @Override
    public String toString() {
        return "S3Settings[bucket=" + bucket + ", region=" + region + "]";
    }

    private static long atLeastAPart(String id, String name, MemorySize size) {
        long bytes = size.asLongValue();
        if (bytes < PartPlan.SMALLEST_PART) {
            throw new InvalidStoreConfiguration(
                    "The setting '%s' must be 5M at least, which the S3 API demands of parts."
                            .formatted(key(id, name)));
        }
        return bytes;
    }

    private static UrlStyle urlStyle(String id, String word) {
        List<String> words = Arrays.stream(UrlStyle.values())
                .map(style -> style.name().toLowerCase(Locale.ROOT))
                .toList();
        if (!words.contains(word)) {
            throw new InvalidStoreConfiguration("The setting '%s' must be one of %s, and '%s' is not."
                    .formatted(key(id, "s3.url-style"), words, word));
        }
        return UrlStyle.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
