package io.vitrine.storegateway.store.s3;

import static io.vitrine.storegateway.store.InvalidStoreConfiguration.key;
import static io.vitrine.storegateway.store.InvalidStoreConfiguration.required;

import io.vitrine.storegateway.store.InvalidStoreConfiguration;
import io.vitrine.storegateway.store.StoreConfig;
import java.net.URI;

/**
 * Where a bucket is and who we are there.
 *
 * @param endpoint scheme, host and port; nothing else
 */
record S3Settings(
        URI endpoint, String region, String bucket, String accessKey, String secretKey, boolean createBucket) {

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
        return new S3Settings(
                endpoint,
                config.region(),
                bucket,
                required(id, "s3.access-key", config.accessKey()),
                required(id, "s3.secret-key", config.secretKey()),
                config.createBucket());
    }

    @Override
    public String toString() {
        return "S3Settings[bucket=" + bucket + ", region=" + region + "]";
    }
}
