package io.vitrine.storegateway.store.s3;

import io.minio.ListObjectsArgs;
import io.minio.MinioAsyncClient;
import io.minio.credentials.Provider;
import io.minio.credentials.StaticProvider;
import io.vitrine.local.Component;
import io.vitrine.local.S3Access;
import io.vitrine.local.TestComponents;
import io.vitrine.storegateway.store.Blobs;
import io.vitrine.storegateway.store.StoreFixture;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** An S3 store in a bucket of the test, and a second client to look at it. */
record S3StoreFixture(S3Settings settings, S3BlobStore store, MinioAsyncClient eye) implements StoreFixture {
    private static final int HALF_WORTH_SENDING = 5 * 1024 * 1024;

    static S3StoreFixture inBucket(String bucket) {
        TestComponents components = TestComponents.ensure(Component.S3);
        components.bucket(bucket);
        return of(settings(components.s3(), bucket));
    }

    static S3StoreFixture of(S3Settings settings) {
        return new S3StoreFixture(
                settings,
                new S3BlobStore(settings, space()),
                MinioAsyncClient.builder()
                        .endpoint(settings.endpoint().toString())
                        .region(settings.region())
                        .credentialsProvider(settings.keys())
                        .build());
    }

    static S3Settings settings(S3Access access, String bucket) {
        return settings(
                URI.create(access.endpoint()), bucket, keys(access.accessKey(), access.secretKey()), PartPlan.USUAL);
    }

    static S3Settings settings(URI endpoint, String bucket, Provider keys, PartPlan plan) {
        return new S3Settings(endpoint, "us-east-1", bucket, keys, false, UrlStyle.AUTO, Optional.empty(), plan);
    }

    static Provider keys(String access, String secret) {
        return new StaticProvider(access, secret, null);
    }

    static PartSpace space() {
        return space(4, Duration.ofSeconds(5));
    }

    static PartSpace space(int buffers, Duration patience) {
        return new PartSpace(new PartBuffers(buffers, patience), Path.of(System.getProperty("java.io.tmpdir")));
    }

    @Override
    public List<String> everything() {
        try {
            List<String> all = new ArrayList<>();
            for (var object : eye.listObjects(ListObjectsArgs.builder()
                    .bucket(settings.bucket())
                    .recursive(true)
                    .build())) {
                all.add(object.get().objectName());
            }
            eye.listMultipartUploadsAsync(
                            settings.bucket(), settings.region(), null, null, null, 1000, null, null, null, null)
                    .get()
                    .result()
                    .uploads()
                    .forEach(upload -> all.add(upload.objectName() + " (unfinished)"));
            return all;
        } catch (Exception e) {
            throw new IllegalStateException("cannot list the bucket", e);
        }
    }

    @Override
    public void dieWhileWriting(String objectName, byte[] half) {
        if (half.length < HALF_WORTH_SENDING) {
            // So little never left the process.
            Blobs.write(new S3BlobStore(settings, space()).begin(objectName, OptionalLong.empty()), half);
            return;
        }
        S3Client writer = new S3Client(settings);
        writer.send(objectName, writer.begin(objectName), 1, new ArrayBytes(half, half.length))
                .join();
    }
}
