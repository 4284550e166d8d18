package io.vitrine.storegateway.removal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

/** Takes connections, says nothing for a while, and hangs up. */
final class SilentServer implements AutoCloseable {
    private static final Duration SILENCE = Duration.ofSeconds(6);

    private final ServerSocket server;

    SilentServer() {
        try {
            server = new ServerSocket(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket caller = server.accept();
                Thread.ofVirtual().start(() -> keepWaiting(caller));
            } catch (IOException e) {
                // Closed: the test is over.
                return;
            }
        }
    }

    private static void keepWaiting(Socket caller) {
        try (caller) {
            Thread.sleep(SILENCE);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
