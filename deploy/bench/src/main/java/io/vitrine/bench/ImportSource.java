package io.vitrine.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A web server that costs next to nothing: {@code /<bytes>} is the beginning of one file, sent by the kernel. */
final class ImportSource implements AutoCloseable {
    private static final String STALLING = "/stalling/";

    private final ServerSocketChannel server;
    private final Path file;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger stalled = new AtomicInteger();

    private ImportSource(ServerSocketChannel server, Path file) {
        this.server = server;
        this.file = file;
    }

    static ImportSource of(Path file) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
        ImportSource source = new ImportSource(server, file);
        source.threads.execute(source::accept);
        return source;
    }

    int port() {
        return server.socket().getLocalPort();
    }

    String url(long bytes) {
        return "http://127.0.0.1:%d/%d".formatted(port(), bytes);
    }

    /** Stops half-way, as long as {@link #stalled} has not counted so many. */
    String stallingUrl(long bytes) {
        return "http://127.0.0.1:%d%s%d".formatted(port(), STALLING, bytes);
    }

    /** How many callers were left waiting half-way. */
    int stalled() {
        return stalled.get();
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel client = server.accept();
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                if (server.isOpen()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(SocketChannel client) {
        try (client;
                FileChannel bytes = FileChannel.open(file)) {
            String path = path(client);
            boolean stalls = path.startsWith(STALLING) && stalled.getAndIncrement() % 2 == 0;
            long size = Long.parseLong(path.substring(path.lastIndexOf('/') + 1));
            String head = "HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n".formatted(size);
            ByteBuffer answer = ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII));
            while (answer.hasRemaining()) {
                client.write(answer);
            }
            long until = stalls ? size / 2 : size;
            for (long sent = 0; sent < until; ) {
                sent += bytes.transferTo(sent, until - sent, client);
            }
            if (stalls) {
                // Until the caller is gone.
                client.read(ByteBuffer.allocate(1));
            }
        } catch (IOException e) {
            // A caller that was killed half-way: that is what is measured.
            System.err.println("A caller left: " + e.getMessage());
        }
    }

    private static String path(SocketChannel client) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(16 << 10);
        String head = "";
        while (!head.contains("\r\n\r\n")) {
            if (client.read(buffer) < 0) {
                throw new IOException("the request ended early");
            }
            head = new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
        }
        return head.split(" ", 3)[1];
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
