package io.vitrine.storegateway.store;

import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One store. Which of the sections must be filled is the driver's business ({@link StoreDriver}). */
public interface StoreConfig {
    /** Which driver serves it: {@code file}, {@code s3} or {@code http}. */
    Optional<String> type();

    /** What users read about it in {@code /v2/info/stores}. */
    Optional<String> description();

    /** Higher is preferred when an image can be read from several stores. */
    @WithDefault("0")
    int weight();

    /** Settings of the type {@code file}. */
    Filesystem filesystem();

    /** Settings of the type {@code s3}. */
    S3 s3();

    /** Settings of the type {@code http}. */
    Http http();

    interface Http {
        /** Hosts that locations may name, {@code host} (ports 80 and 443) or {@code host:port}. Nothing else is ever asked, redirects included. */
        Optional<List<String>> allowedHosts();

        /** File of certificates (PEM) to trust instead of the system's. */
        Optional<Path> ca();
    }

    interface Filesystem {
        /** Absolute path of the directory that holds the objects; made when it is missing. */
        Optional<Path> dir();

        /** Permissions of an object, octal. */
        @WithDefault("0640")
        String fileMode();
    }

    interface S3 {
        /** Address of the server, {@code http} or {@code https}, without a path. */
        Optional<URI> endpoint();

        /** Region that requests are signed for. */
        @WithDefault("us-east-1")
        String region();

        /** Bucket that holds the objects. */
        Optional<String> bucket();

        Optional<String> accessKey();

        Optional<String> secretKey();

        /** Whether a missing bucket is made. */
        @WithDefault("false")
        boolean createBucket();
    }
}
