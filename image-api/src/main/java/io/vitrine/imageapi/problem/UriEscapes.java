package io.vitrine.imageapi.problem;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Refuses addresses whose percent escapes are broken, or are not UTF-8 (spec: images, 0.4): nothing behind here could say what was meant. */
@ApplicationScoped
class UriEscapes {
    /** After the request has its id, before anything looks at the address. */
    private static final int SECOND = 999;

    private static final int HEX = 16;

    void register(@Observes Filters filters) {
        filters.register(UriEscapes::check, SECOND);
    }

    private static void check(RoutingContext context) {
        String uri = context.request().uri();
        if (uri.indexOf('%') < 0 || areWellFormed(uri)) {
            context.next();
        } else {
            ErrorAnswers.write(
                    context,
                    ProblemException.badRequest(
                            "The address of the request holds a percent sign that begins no escaped UTF-8 character."));
        }
    }

    static boolean areWellFormed(String uri) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(uri.length());
        for (int i = 0; i < uri.length(); i++) {
            char c = uri.charAt(i);
            if (c != '%') {
                // What is not escaped is no part of an escaped character, whatever it is.
                bytes.write('x');
                continue;
            }
            int high = i + 1 < uri.length() ? Character.digit(uri.charAt(i + 1), HEX) : -1;
            int low = i + 2 < uri.length() ? Character.digit(uri.charAt(i + 2), HEX) : -1;
            if (high < 0 || low < 0) {
                return false;
            }
            bytes.write(high * HEX + low);
            i += 2;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray()));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
