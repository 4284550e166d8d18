package io.vitrine.storegateway.store.s3;

import io.minio.errors.ErrorResponseException;
import io.minio.errors.InvalidResponseException;
import io.minio.errors.ServerException;
import io.vitrine.storegateway.store.StoreException;
import io.vitrine.storegateway.store.StoreException.Kind;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Sorts what an S3 server or the way to it answers. The code decides where servers agree on it, else the status. */
final class S3Errors {
    private S3Errors() {}

    static StoreException sort(Throwable failure) {
        return switch (failure) {
            case StoreException sorted -> sorted;
            case CompletionException wrapped when wrapped.getCause() != null -> sort(wrapped.getCause());
            case ExecutionException wrapped when wrapped.getCause() != null -> sort(wrapped.getCause());
            case ErrorResponseException answer ->
                answered(code(answer), answer.response().code(), answer);
            case ServerException answer -> answered("", answer.statusCode(), answer);
            // An error page of something in front of the store.
            case InvalidResponseException page ->
                new StoreException(Kind.TRY_LATER, "The object store did not answer as one.", page);
            case SSLHandshakeException tls -> distrusted(tls);
            case SSLPeerUnverifiedException tls -> distrusted(tls);
            case IOException away -> new StoreException(Kind.TRY_LATER, "The object store cannot be reached.", away);
            default -> new StoreException(Kind.BROKEN, "The object store failed.", failure);
        };
    }

    /** Whether the server does not know a header or a call. */
    static boolean isNotImplemented(StoreException e) {
        return switch (e.getCause()) {
            case ErrorResponseException answer -> answer.response().code() == 501;
            case ServerException answer -> answer.statusCode() == 501;
            case null, default -> false;
        };
    }

    private static StoreException answered(String code, int status, Exception e) {
        return switch (code) {
            case "NoSuchKey", "NoSuchUpload", "NoSuchVersion" ->
                new StoreException(Kind.NOT_FOUND, "The store does not have these bytes.", e);
            case "NoSuchBucket" -> new StoreException(Kind.TRY_LATER, "The store's bucket is not there.", e);
            case "PreconditionFailed" ->
                new StoreException(Kind.BROKEN, "The store already has an object of this name.", e);
            case "InvalidRange" -> new StoreException(Kind.BROKEN, "The store has fewer bytes than the image.", e);
            case "QuotaExceeded", "XMinioStorageFull", "XMinioAdminBucketQuotaExceeded", "InsufficientStorage" ->
                new StoreException(Kind.FULL, "The store is full.", e);
            case "RequestTimeTooSkewed" ->
                new StoreException(Kind.REFUSED, "The clocks of the store and of this service differ too much.", e);
            case "SlowDown", "RequestTimeout", "InternalError", "ServiceUnavailable", "OperationAborted" ->
                new StoreException(Kind.TRY_LATER, "The object store is busy.", e);
            default -> byStatus(status, e);
        };
    }

    private static StoreException byStatus(int status, Exception e) {
        return switch (status) {
            case 401, 403 -> new StoreException(Kind.REFUSED, "The object store refuses this service.", e);
            case 404 -> new StoreException(Kind.NOT_FOUND, "The store does not have these bytes.", e);
            case 409, 408, 429, 500, 502, 503, 504 ->
                new StoreException(Kind.TRY_LATER, "The object store is busy.", e);
            case 412 -> new StoreException(Kind.BROKEN, "The store already has an object of this name.", e);
            case 507 -> new StoreException(Kind.FULL, "The store is full.", e);
            default -> new StoreException(Kind.BROKEN, "The object store failed.", e);
        };
    }

    private static StoreException distrusted(IOException e) {
        return new StoreException(Kind.REFUSED, "The object store's certificate is not trusted.", e);
    }

    private static String code(ErrorResponseException answer) {
        return String.valueOf(answer.errorResponse().code());
    }
}
