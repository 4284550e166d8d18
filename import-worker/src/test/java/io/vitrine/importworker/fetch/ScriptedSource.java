package io.vitrine.importworker.fetch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A web server by hand, because no proper one lies, stalls and breaks off. */
public final class ScriptedSource implements AutoCloseable {
    /** What happens after a request was read. */
    public interface Reaction {
        void play(Socket client, OutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket server;
    private final Map<String, Reaction> byPath = new ConcurrentHashMap<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    public final List<List<String>> requests = new CopyOnWriteArrayList<>();

    public ScriptedSource() throws IOException {
        this(new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1")));
    }

    ScriptedSource(ServerSocket server) {
        this.server = server;
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    public String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    public ScriptedSource at(String path, Reaction reaction) {
        byPath.put(path, reaction);
        return this;
    }

    /** Head and body exactly as written. */
    public static Reaction raw(String head, byte[] body) {
        return (client, out) -> {
            out.write((head + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            out.write(body);
            out.flush();
            client.close();
        };
    }

    public static Reaction ok(byte[] body) {
        return raw("HTTP/1.1 200 OK\r\nContent-Length: " + body.length, body);
    }

    public static Reaction redirect(int status, String location) {
        return raw("HTTP/1.1 " + status + " Moved\r\nContent-Length: 0\r\nLocation: " + location, new byte[0]);
    }

    /** One reaction after the other, and the last one from then on. */
    public static Reaction inTurn(Reaction... reactions) {
        var turn = new AtomicInteger();
        return (client, out) -> reactions[Math.min(turn.getAndIncrement(), reactions.length - 1)].play(client, out);
    }

    /** Head and some bytes, then silence. */
    public static Reaction stall(String head, byte[] some) {
        return (client, out) -> {
            out.write((head + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            out.write(some);
            out.flush();
            Thread.currentThread().join();
        };
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (SocketException e) {
            // closed: the test is over
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void serve(Socket client) {
        try {
            var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
            List<String> head = new ArrayList<>();
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                head.add(line);
            }
            if (head.isEmpty()) {
                return;
            }
            requests.add(head);
            String path = head.getFirst().split(" ", 3)[1];
            byPath.getOrDefault(path, raw("HTTP/1.1 404 Not Found\r\nContent-Length: 0", new byte[0]))
                    .play(client, client.getOutputStream());
        } catch (IOException | InterruptedException e) {
            // the fetcher went away, as many tests want it to
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket client : open) {
            client.close();
        }
    }
}
