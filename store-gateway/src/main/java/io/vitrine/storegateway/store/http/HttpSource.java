package io.vitrine.storegateway.store.http;

import io.vitrine.storegateway.store.BlobContent;
import io.vitrine.storegateway.store.BlobLocation;
import io.vitrine.storegateway.store.BlobSource;
import io.vitrine.storegateway.store.ExactStream;
import io.vitrine.storegateway.store.StoreException;
import io.vitrine.storegateway.store.StoreException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Bytes on the web servers of a list of hosts. They may change or vanish under us: what an answer announces is compared with what was asked
 * for, and a body that is short fails. Ranges are read where the server knows them; elsewhere the bytes before are read and dropped.
 */
public final class HttpSource implements BlobSource {
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");
    private static final int OK = 200;
    private static final int PARTIAL = 206;

    private final Hops hops;

    HttpSource(Hops hops) {
        this.hops = hops;
    }

    /** The host is all there is to know a URL by. */
    @Override
    public int claims(URI url) {
        return hops.mayAsk(url)
                ? url.getScheme().length()
                        + "://".length()
                        + url.getRawAuthority().length()
                : 0;
    }

    @Override
    public OptionalLong size(BlobLocation location) {
        try (Response head = hops.ask("HEAD", location.url(), null)) {
            if (isMissing(head)) {
                return OptionalLong.empty();
            }
            OptionalLong announced = head.code() == OK ? length(head) : OptionalLong.empty();
            if (announced.isPresent()) {
                return announced;
            }
        }
        return sizeByReading(location);
    }

    /** Some servers know no HEAD, or answer it without a length. */
    private OptionalLong sizeByReading(BlobLocation location) {
        try (Response first = hops.ask("GET", location.url(), "bytes=0-0")) {
            if (isMissing(first)) {
                return OptionalLong.empty();
            }
            requireGood(first);
            OptionalLong size = first.code() == PARTIAL ? total(first) : length(first);
            if (size.isEmpty()) {
                throw new StoreException(Kind.BROKEN, "The server does not say how many bytes there are.", null);
            }
            return size;
        }
    }

    @Override
    public BlobContent open(BlobLocation location, long offset, long length) {
        if (length == 0) {
            if (size(location).isEmpty()) {
                throw missing();
            }
            return new BlobContent.ByteStream(InputStream.nullInputStream(), 0);
        }
        Response answer = hops.ask("GET", location.url(), "bytes=%d-%d".formatted(offset, offset + length - 1));
        try {
            if (isMissing(answer)) {
                throw missing();
            }
            requireGood(answer);
            requireThese(answer, offset, length);
            InputStream body = answer.body().byteStream();
            if (answer.code() == OK) {
                body.skipNBytes(offset);
            }
            return new BlobContent.ByteStream(new ExactStream(body, length), length);
        } catch (IOException e) {
            answer.close();
            throw new StoreException(Kind.TRY_LATER, "The server's answer broke off.", e);
        } catch (StoreException e) {
            answer.close();
            throw e;
        }
    }

    /** A server that does not know ranges sends everything; one that does must send exactly what was asked for. */
    private static void requireThese(Response answer, long offset, long length) {
        boolean these;
        if (answer.code() == PARTIAL) {
            Matcher range = CONTENT_RANGE.matcher(header(answer, "Content-Range"));
            these = range.matches()
                    && Long.parseLong(range.group(1)) == offset
                    && Long.parseLong(range.group(2)) == offset + length - 1;
        } else {
            OptionalLong whole = length(answer);
            these = whole.isEmpty() || whole.getAsLong() >= offset + length;
        }
        if (!these) {
            throw fewer();
        }
    }

    private static void requireGood(Response answer) {
        int status = answer.code();
        if (status != OK && status != PARTIAL) {
            throw switch (status) {
                case 401, 403 -> new StoreException(Kind.REFUSED, "The server refuses to give the bytes.", null);
                case 408, 425, 429 -> new StoreException(Kind.TRY_LATER, "The server is busy.", null);
                case 416 -> fewer();
                default ->
                    status >= 500
                            ? new StoreException(Kind.TRY_LATER, "The server failed with status " + status + ".", null)
                            : new StoreException(Kind.BROKEN, "The server answered with status " + status + ".", null);
            };
        }
        String encoding = header(answer, "Content-Encoding");
        if (!encoding.isEmpty() && !encoding.equalsIgnoreCase("identity")) {
            throw new StoreException(Kind.BROKEN, "The server sends an encoding that was not asked for.", null);
        }
    }

    private static boolean isMissing(Response answer) {
        return answer.code() == 404 || answer.code() == 410;
    }

    private static OptionalLong length(Response answer) {
        String text = header(answer, "Content-Length");
        return text.matches("\\d{1,18}") && header(answer, "Transfer-Encoding").isEmpty()
                ? OptionalLong.of(Long.parseLong(text))
                : OptionalLong.empty();
    }

    private static OptionalLong total(Response answer) {
        Matcher range = CONTENT_RANGE.matcher(header(answer, "Content-Range"));
        return range.matches() && !range.group(3).equals("*")
                ? OptionalLong.of(Long.parseLong(range.group(3)))
                : OptionalLong.empty();
    }

    private static String header(Response answer, String name) {
        @Nullable String value = answer.header(name);
        return value == null ? "" : value.strip();
    }

    private static StoreException missing() {
        return new StoreException(Kind.NOT_FOUND, "The server does not have these bytes.", null);
    }

    private static StoreException fewer() {
        return new StoreException(Kind.BROKEN, "The server has fewer bytes than the image, or sends others.", null);
    }
}
