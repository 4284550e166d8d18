package io.vitrine.storegateway.store;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.WithConverter;
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

        /**
         * Instead of one directory: several, each {@code path} or {@code path:priority}. An object goes to the highest priority (0 unless
         * given) that has room, among equals to the one with most room.
         */
        Optional<List<String>> dirs();

        /** Whether blocks of zeros become holes, which take no room on the disk. */
        @WithDefault("false")
        boolean thinProvisioning();

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

        /** Where the bucket's name stands in addresses: {@code path}, {@code virtual} (in the host's name), or {@code auto}. */
        @WithDefault("auto")
        String urlStyle();

        /** File of certificates (PEM) to trust instead of the system's. */
        Optional<Path> ca();

        /** The access key itself; a file keeps it out of environments and dumps. */
        Optional<String> accessKey();

        /** File that holds the access key, read again every 10 s. */
        Optional<Path> accessKeyFile();

        /** The secret key itself; a file keeps it out of environments and dumps. */
        Optional<String> secretKey();

        /** File that holds the secret key, read again every 10 s. */
        Optional<Path> secretKeyFile();

        /** Largest object that is put in one request; an upper bound: beyond 16 MiB there is nothing to gain. */
        @WithDefault("16M")
        @WithConverter(MemorySizeConverter.class)
        MemorySize largeObjectSize();

        /** Size of the parts of larger objects, 5 MiB to 16 MiB; those of huge objects grow. */
        @WithDefault("16M")
        @WithConverter(MemorySizeConverter.class)
        MemorySize chunkSize();

        /** Parts of one object on their way at once. More make up for a far server, and take a buffer each. */
        @WithDefault("1")
        int threadPools();

        /** Whether a missing bucket is made. */
        @WithDefault("false")
        boolean createBucket();
    }
}
