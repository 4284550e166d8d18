package io.vitrine.storegateway.store.s3;

import com.google.common.collect.ImmutableMultimap;
import com.google.common.collect.Multimap;
import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.GetObjectResponse;
import io.minio.MakeBucketArgs;
import io.minio.MinioAsyncClient;
import io.minio.RemoveObjectArgs;
import io.minio.Signer;
import io.minio.StatObjectArgs;
import io.minio.credentials.Credentials;
import io.minio.errors.InsufficientDataException;
import io.minio.errors.InternalException;
import io.minio.http.Method;
import io.minio.messages.ListBucketResultV2;
import io.minio.messages.ListMultipartUploadsResult;
import io.minio.messages.Part;
import io.minio.messages.Upload;
import io.vitrine.storegateway.store.StoreException;
import io.vitrine.storegateway.store.StoreException.Kind;
import java.io.IOException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * One bucket. The library's client, whose multipart calls only a subclass reaches, with blocking calls and sorted errors.
 *
 * <p>Payloads: the library puts an MD5 and, without TLS, a SHA-256 of every body into its request. The MD5 is left out: nothing asks for
 * it where the SHA-256 is signed, and TLS protects the rest.
 */
final class S3Client extends MinioAsyncClient {
    private static final String SHA256 = "x-amz-content-sha256";
    private static final Multimap<String, String> NONE = ImmutableMultimap.of();
    /** The write happens only if there is no object of that name. */
    private static final Multimap<String, String> IF_NEW = ImmutableMultimap.of("If-None-Match", "*");

    private static final String TYPE = "application/octet-stream";
    private static final int LISTED = 1000;

    /** Bodies on their way at once. A server may have to hold each of them whole before it believes its signature. */
    private static final int BODIES = 4;

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Semaphore bodies = new Semaphore(BODIES, true);
    private final String bucket;
    private final String signedFor;

    S3Client(S3Settings settings) {
        super(MinioAsyncClient.builder()
                .endpoint(settings.endpoint().toString())
                .region(settings.region())
                .credentialsProvider(settings.keys())
                .httpClient(S3Http.client(settings.trust()), true)
                .build());
        this.bucket = settings.bucket();
        this.signedFor = settings.region();
        switch (settings.urlStyle()) {
            // The library knows the clouds that demand one.
            case AUTO -> {}
            case PATH -> disableVirtualStyleEndpoint();
            case VIRTUAL -> enableVirtualStyleEndpoint();
        }
    }

    boolean bucketExists() {
        return await(() -> bucketExists(
                BucketExistsArgs.builder().bucket(bucket).region(signedFor).build()));
    }

    void makeBucket() {
        await(() -> makeBucket(
                MakeBucketArgs.builder().bucket(bucket).region(signedFor).build()));
    }

    OptionalLong size(String object) {
        try {
            return OptionalLong.of(await(() -> statObject(StatObjectArgs.builder()
                            .bucket(bucket)
                            .region(signedFor)
                            .object(object)
                            .build()))
                    .size());
        } catch (StoreException e) {
            if (e.kind() == Kind.NOT_FOUND) {
                return OptionalLong.empty();
            }
            throw e;
        }
    }

    GetObjectResponse get(String object, long offset, long length) {
        return await(() -> getObject(GetObjectArgs.builder()
                .bucket(bucket)
                .region(signedFor)
                .object(object)
                .offset(offset)
                .length(length)
                .build()));
    }

    /** Puts an object, unless there is one of that name. */
    void put(String object, Outgoing bytes) {
        ifNew(object, condition -> send(object, bytes, condition, NONE));
    }

    String begin(String object) {
        return await(() -> createMultipartUploadAsync(
                        bucket, signedFor, object, ImmutableMultimap.of("Content-Type", TYPE), NONE))
                .result()
                .uploadId();
    }

    /** Sends a part; the future fails unsorted. The bytes must stay as they are until the future is done. */
    CompletableFuture<String> send(String object, String upload, int number, Outgoing bytes) {
        try {
            return send(
                    object,
                    bytes,
                    NONE,
                    ImmutableMultimap.of("partNumber", String.valueOf(number), "uploadId", upload));
        } catch (Exception e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Joins the parts, unless there is an object of that name. */
    void complete(String object, String upload, List<Part> parts) {
        ifNew(
                object,
                condition -> completeMultipartUploadAsync(
                        bucket, signedFor, object, upload, parts.toArray(Part[]::new), condition, NONE));
    }

    /** Drops an unfinished upload; one that is not there is success. */
    void abort(String object, String upload) {
        try {
            await(() -> abortMultipartUploadAsync(bucket, signedFor, object, upload, NONE, NONE));
        } catch (StoreException e) {
            if (e.kind() != Kind.NOT_FOUND) {
                throw e;
            }
        }
    }

    /** Ids of the unfinished uploads of exactly that name. */
    List<String> unfinished(String object) {
        List<String> found = new ArrayList<>();
        @Nullable String key = null;
        @Nullable String id = null;
        while (true) {
            ListMultipartUploadsResult page = unfinished(object, key, id, LISTED);
            for (Upload upload : page.uploads()) {
                if (object.equals(upload.objectName())) {
                    found.add(upload.uploadId());
                }
            }
            if (!page.isTruncated()) {
                return found;
            }
            key = page.nextKeyMarker();
            id = page.nextUploadIdMarker();
        }
    }

    /** Unfinished uploads of names that begin so, from after that one on. */
    ListMultipartUploadsResult unfinished(
            @Nullable String prefix, @Nullable String afterKey, @Nullable String afterId, int limit) {
        return await(() -> listMultipartUploadsAsync(
                        bucket, signedFor, null, null, afterKey, limit, prefix, afterId, NONE, NONE))
                .result();
    }

    /** Objects in the order of their names, from after that one on. */
    ListBucketResultV2 objects(@Nullable String after, int limit) {
        return await(() -> listObjectsV2Async(
                        bucket, signedFor, null, null, after, limit, null, null, false, false, NONE, NONE))
                .result();
    }

    /** Removes an object; one that is not there is success. */
    void remove(String object) {
        try {
            await(() -> removeObject(RemoveObjectArgs.builder()
                    .bucket(bucket)
                    .region(signedFor)
                    .object(object)
                    .build()));
        } catch (StoreException e) {
            if (e.kind() != Kind.NOT_FOUND) {
                throw e;
            }
        }
    }

    @Override
    protected Request createRequest(
            HttpUrl url, Method method, Headers headers, Object body, int length, Credentials credentials)
            throws InsufficientDataException, InternalException, IOException, NoSuchAlgorithmException {
        // The library signs arrays by itself, and bodies of a request not at all.
        return switch (body) {
            case Payload part -> signed(withBody(url, method, headers, part, credentials), credentials);
            case byte[] array
            when length > 0 -> {
                Payload payload = new Payload(new ArrayBytes(array, length), headers.get("Content-Type"));
                yield withBody(url, method, headers, payload, credentials);
            }
            case null, default -> super.createRequest(url, method, headers, body, length, credentials);
        };
    }

    private Request withBody(HttpUrl url, Method method, Headers headers, Payload payload, Credentials credentials)
            throws InsufficientDataException, InternalException, IOException, NoSuchAlgorithmException {
        Request.Builder request = super.createRequest(url, method, headers, new byte[0], 0, credentials)
                .newBuilder()
                .removeHeader("Content-MD5")
                .method(method.toString(), payload);
        if (!url.isHttps()) {
            request.header(SHA256, payload.sha256());
        }
        return request.build();
    }

    private Request signed(Request request, Credentials credentials) throws NoSuchAlgorithmException {
        try {
            return Signer.signV4S3(
                    request, signedFor, credentials.accessKey(), credentials.secretKey(), request.header(SHA256));
        } catch (InvalidKeyException e) {
            throw new IllegalArgumentException("nothing can be signed with this secret key", e);
        }
    }

    /** The library's own calls take arrays and streams only. */
    private CompletableFuture<String> send(
            String object, Outgoing bytes, Multimap<String, String> condition, Multimap<String, String> query)
            throws Exception {
        Headers.Builder headers = new Headers.Builder().add("Content-Type", TYPE);
        condition.forEach(headers::add);
        awaitTurn();
        CompletableFuture<Response> sent;
        try {
            sent = executeAsync(
                    Method.PUT, bucket, object, signedFor, headers.build(), query, new Payload(bytes, TYPE), 0);
        } catch (Exception | Error e) {
            bodies.release();
            throw e;
        }
        return sent.whenComplete((answer, failure) -> bodies.release()).thenApply(answer -> {
            try (answer) {
                return String.valueOf(answer.header("ETag")).replace("\"", "");
            }
        });
    }

    /** The turn ends with the answer, not when somebody waits for it: no upload can hold up the others. */
    private void awaitTurn() {
        try {
            if (bodies.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(Kind.TRY_LATER, "The upload was interrupted.", e);
        }
        throw new StoreException(Kind.TRY_LATER, "The object store takes too long for what was sent before.", null);
    }

    /** A call of the library: it throws before it asks, or fails the future afterwards. */
    private interface Call<T> {
        CompletableFuture<T> start() throws Exception;
    }

    /** A call with a condition in its headers. */
    private interface ConditionalCall {
        CompletableFuture<?> start(Multimap<String, String> condition) throws Exception;
    }

    /** The condition is the server's to judge; where it does not know such, we look ourselves: names are never used twice anyway. */
    private void ifNew(String object, ConditionalCall call) {
        try {
            await(() -> call.start(IF_NEW));
        } catch (StoreException e) {
            if (!S3Errors.isNotImplemented(e)) {
                throw e;
            }
            if (size(object).isPresent()) {
                throw new StoreException(Kind.BROKEN, "The store already has an object of this name.", e);
            }
            await(() -> call.start(NONE));
        }
    }

    private static <T> T await(Call<T> call) {
        try {
            return call.start().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException(Kind.TRY_LATER, "The call to the object store was interrupted.", e);
        } catch (ExecutionException e) {
            throw S3Errors.sort(e);
        } catch (Exception e) {
            throw S3Errors.sort(e);
        }
    }
}
