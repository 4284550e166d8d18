package io.vitrine.local;

/** How to reach the S3 server, path style. */
public record S3Access(String endpoint, String region, String accessKey, String secretKey) {

    static S3Access of(Workplace place) {
        return new S3Access(
                place.http(Port.S3),
                "us-east-1",
                place.secrets().s3AccessKey(),
                place.secrets().s3SecretKey());
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "S3Access[" + endpoint + "]";
    }
}
