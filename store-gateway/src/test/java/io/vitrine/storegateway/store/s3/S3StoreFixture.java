package io.vitrine.storegateway.store.s3;

import io.minio.ListObjectsArgs;
import io.minio.MinioAsyncClient;
import io.vitrine.local.Component;
import io.vitrine.local.S3Access;
import io.vitrine.local.TestComponents;
import io.vitrine.storegateway.store.Blobs;
import io.vitrine.storegateway.store.StoreFixture;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
                new S3BlobStore(settings, buffers()),
                MinioAsyncClient.builder()
                        .endpoint(settings.endpoint().toString())
                        .region(settings.region())
                        .credentials(settings.accessKey(), settings.secretKey())
                        .build());
    }

    static S3Settings settings(S3Access access, String bucket) {
        return new S3Settings(
                URI.create(access.endpoint()), access.region(), bucket, access.accessKey(), access.secretKey(), false);
    }

    static PartBuffers buffers() {
        return new PartBuffers(4, Duration.ofSeconds(5));
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
            Blobs.write(new S3BlobStore(settings, buffers()).begin(objectName, OptionalLong.empty()), half);
            return;
        }
        S3Client writer = new S3Client(settings);
        writer.send(objectName, writer.begin(objectName), 1, half, half.length).join();
    }
}
