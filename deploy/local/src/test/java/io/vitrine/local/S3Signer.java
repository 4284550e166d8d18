package io.vitrine.local;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One PUT with an AWS signature of version 4, written out so that no client library is needed here. */
final class S3Signer {
    private S3Signer() {}

    static int put(S3Access access, String secretKey, String path, String body) throws Exception {
        URI uri = URI.create(access.endpoint() + path);
        ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
        String time = now.format(DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'"));
        String scope = time.substring(0, 8) + "/" + access.region() + "/s3/aws4_request";
        String digest = sha256(body);
        String headers = "host;x-amz-content-sha256;x-amz-date";
        String request = String.join(
                "\n",
                "PUT",
                path,
                "",
                "host:" + uri.getAuthority(),
                "x-amz-content-sha256:" + digest,
                "x-amz-date:" + time,
                "",
                headers,
                digest);
        String toSign = String.join("\n", "AWS4-HMAC-SHA256", time, scope, sha256(request));
        byte[] key = ("AWS4" + secretKey).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/", -1)) {
            key = hmac(key, part);
        }
        String authorization = "AWS4-HMAC-SHA256 Credential=" + access.accessKey() + "/" + scope + ", SignedHeaders="
                + headers + ", Signature=" + HexFormat.of().formatHex(hmac(key, toSign));
        try (HttpClient client = HttpClient.newHttpClient()) {
            var signed = HttpRequest.newBuilder(uri)
                    .header("x-amz-date", time)
                    .header("x-amz-content-sha256", digest)
                    .header("Authorization", authorization)
                    .PUT(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return client.send(signed, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] hmac(byte[] key, String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }
}
