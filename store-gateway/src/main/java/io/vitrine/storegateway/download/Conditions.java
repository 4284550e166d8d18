package io.vitrine.storegateway.download;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request makes its answer depend on (RFC 9110, section 13). The entity tag is the image's digest, so it is a strong one; there is no
 * date to compare with, because the bytes of an image never change.
 *
 * @param tag without quotes, null when the image has no digest
 */
record Conditions(MultiMap headers, @Nullable String tag) {
    private static final Pattern TAG = Pattern.compile("(W/)?\"([^\"]*)\"");
    private static final CharSequence IF_RANGE = HttpHeaders.createOptimized("If-Range");

    /** False: the reader wants other bytes than these. */
    boolean met() {
        String wanted = list(HttpHeaders.IF_MATCH);
        return wanted == null || matches(wanted, true);
    }

    /** The reader has these very bytes already. */
    boolean known() {
        String had = list(HttpHeaders.IF_NONE_MATCH);
        return had != null && matches(had, false);
    }

    /** Whether a range counts: only of the bytes that the reader has the rest of. */
    boolean sameAsBefore() {
        String before = headers.get(IF_RANGE);
        return before == null || matches(before, true);
    }

    private @Nullable String list(CharSequence header) {
        return headers.contains(header) ? String.join(",", headers.getAll(header)) : null;
    }

    private boolean matches(String tags, boolean strong) {
        if (tags.strip().equals("*")) {
            return true;
        }
        Matcher each = TAG.matcher(tags);
        while (each.find()) {
            boolean weak = each.group(1) != null;
            if (each.group(2).equals(tag) && !(strong && weak)) {
                return true;
            }
        }
        return false;
    }
}
