package io.vitrine.imageapi.problem;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import io.vitrine.contracts.internal.Problem;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Errors as their readers can read them: RFC 9457 between our services, one nested object on the public API, a small page for a browser
 * (spec: images, 0.5). Stock clients fall over anything else.
 */
final class ErrorAnswers {
    /** Token problems are told the way RFC 6750 wants it. */
    static final String CHALLENGE = "Bearer realm=\"images\", error=\"invalid_token\"";

    private static final String JSON_TYPE = "application/json";
    private static final String HTML_TYPE = "text/html; charset=UTF-8";
    private static final JsonFactory JSON = new JsonFactory();
    private static final ObjectMapper WIRE = new ObjectMapper();

    private record Body(String type, byte[] bytes) {}

    private ErrorAnswers() {}

    /** Answer of a resource or of routing. */
    static Response response(String path, @Nullable String accept, ProblemException problem) {
        Body body = body(path, accept, problem);
        Response.ResponseBuilder response = Response.status(problem.type().status())
                .header("Content-Type", body.type())
                .entity(body.bytes());
        if (problem.type() == ProblemType.UNAUTHENTICATED) {
            response.header("WWW-Authenticate", CHALLENGE);
        }
        if (problem.retryAfterSeconds() != null) {
            response.header("Retry-After", problem.retryAfterSeconds());
        }
        if (problem.acceptPatch() != null) {
            response.header("Accept-Patch", problem.acceptPatch());
        }
        return response.build();
    }

    /** Answer before any resource was asked. */
    static void write(RoutingContext context, ProblemException problem) {
        Body body = body(context.normalizedPath(), context.request().getHeader("Accept"), problem);
        context.response()
                .setStatusCode(problem.type().status())
                .putHeader("Content-Type", body.type())
                .end(Buffer.buffer(body.bytes()));
    }

    private static Body body(String path, @Nullable String accept, ProblemException problem) {
        if (path.startsWith("/internal/")) {
            return new Body(Problem.MEDIA_TYPE, internal(problem));
        }
        if (AcceptHeader.prefersHtml(accept)) {
            return new Body(HTML_TYPE, html(problem));
        }
        return new Body(JSON_TYPE, json(problem));
    }

    private static byte[] internal(ProblemException problem) {
        try {
            return WIRE.writeValueAsBytes(new Problem(
                    problem.type().urn(),
                    problem.type().title(),
                    problem.type().status(),
                    problem.getMessage(),
                    problem.retryAfterSeconds()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] json(ProblemException problem) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeObjectFieldStart("error");
            out.writeNumberField("code", problem.type().status());
            out.writeStringField("title", problem.type().title());
            out.writeStringField("message", problem.getMessage());
            out.writeEndObject();
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] html(ProblemException problem) {
        String line = problem.type().status() + " " + problem.type().title();
        return """
                <html><head><title>%1$s</title></head><body><h1>%1$s</h1>%2$s</body></html>
                """.formatted(line, escaped(problem.getMessage())).getBytes(StandardCharsets.UTF_8);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
