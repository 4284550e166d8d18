package io.vitrine.importworker.job;

import static io.vitrine.importworker.fetch.ScriptedSource.ok;
import static io.vitrine.importworker.fetch.ScriptedSource.raw;
import static io.vitrine.importworker.fetch.ScriptedSource.redirect;
import static io.vitrine.importworker.fetch.ScriptedSource.stall;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a source does to the job that reads it. */
class JobSourceTest extends JobSurroundings {
    @Test
    void aSourceThatDoesNotSayItsLengthIsSentInChunks() throws Exception {
        source.at(
                "/chunked",
                raw(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked",
                        "4\r\nabcd\r\n3\r\nefg\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
        imageApi.offer(source.url("/chunked"), CAP);

        slots.poll();

        assertThat(report().containsKey("failure")).isFalse();
        assertThat(put().bytes).hasValue(7);
        assertThat(put().headers).doesNotContainKey("Content-Length");
    }

    @Test
    void anEmptySourceIsAnEmptyImage() throws Exception {
        source.at("/empty", ok(new byte[0]));
        imageApi.offer(source.url("/empty"), CAP);

        slots.poll();

        assertThat(report().containsKey("failure")).isFalse();
        assertThat(put().whole).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 1000000",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffff"
            })
    void aSourceThatBreaksOffBreaksThePutOff(String head) throws Exception {
        source.at("/cut", raw(head, bytes(500_000)));
        imageApi.offer(source.url("/cut"), CAP);

        slots.poll();

        failedWith("fetch_failed", false);
        await().until(() -> put().broken);
        assertThat(put().whole).isFalse();
    }

    @Test
    void aSourceThatHangsBreaksThePutOff() throws Exception {
        source.at("/hang", stall("HTTP/1.1 200 OK\r\nContent-Length: 1000", bytes(500)));
        imageApi.offer(source.url("/hang"), CAP);

        slots.poll();

        failedWith("fetch_failed", false);
        await().until(() -> put().broken);
    }

    @Test
    void aSourceThatDripsIsTooSlow() throws Exception {
        source.at("/drip", (socket, out) -> {
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            while (!Thread.interrupted()) {
                out.write(1);
                out.flush();
                Thread.sleep(100);
            }
        });
        imageApi.offer(source.url("/drip"), CAP);

        slots.poll();

        failedWith("fetch_failed", false);
        assertThat(report().getJsonObject("failure").getString("message")).contains("slowly");
    }

    @Test
    void moreBytesThanTheCapAreRefusedAtOnceOrWhileTheyCome() throws Exception {
        source.at("/told", ok(bytes(1001)));
        imageApi.offer(source.url("/told"), 1000);
        slots.poll();
        failedWith("too_large", false);
        assertThat(gateway.puts).isEmpty();

        imageApi.reports.clear();
        source.at("/untold", raw("HTTP/1.1 200 OK", bytes(1001)));
        imageApi.offer(source.url("/untold"), 1000);
        slots.poll();
        failedWith("too_large", false);
        await().until(() -> put().broken);
    }

    @Test
    void theCapItselfIsAllowed() throws Exception {
        source.at("/untold", raw("HTTP/1.1 200 OK", bytes(1000)));
        imageApi.offer(source.url("/untold"), 1000);

        slots.poll();

        assertThat(report().containsKey("failure")).isFalse();
    }

    @Test
    void aForbiddenUriAndAForbiddenRedirectAreDenied() throws Exception {
        imageApi.offer("http://169.254.169.254/latest", CAP);
        slots.poll();
        failedWith("fetch_denied", false);

        imageApi.reports.clear();
        source.at("/away", redirect(302, "http://10.0.0.1/"));
        imageApi.offer(source.url("/away"), CAP);
        slots.poll();
        failedWith("fetch_denied", false);
    }
}
