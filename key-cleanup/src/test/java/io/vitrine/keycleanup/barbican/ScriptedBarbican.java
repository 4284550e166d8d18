package io.vitrine.keycleanup.barbican;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A key manager that answers what the test wrote down, one line of the script per request; after the script it answers 500. */
final class ScriptedBarbican implements AutoCloseable {
    /** One reaction to one request. */
    interface Reaction {
        void play(Socket client) throws IOException, InterruptedException;
    }

    private final ServerSocket server;
    private final Queue<Reaction> script = new ConcurrentLinkedQueue<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    /** Head lines of every request. */
    final List<List<String>> requests = new CopyOnWriteArrayList<>();
    /** Bodies, of the requests that have one. */
    final List<String> bodies = new CopyOnWriteArrayList<>();

    ScriptedBarbican() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    ScriptedBarbican then(Reaction reaction) {
        script.add(reaction);
        return this;
    }

    static Reaction answer(int status, String body, String... headers) {
        return client -> {
            String extra = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            String length = status == 204 ? "" : "Content-Length: " + bytes.length + "\r\n";
            String head = "HTTP/1.1 " + status + " Whatever\r\nConnection: close\r\n" + length + extra + "\r\n";
            client.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().write(bytes);
            client.getOutputStream().flush();
            client.close();
        };
    }

    static Reaction answer(int status) {
        return answer(status, "");
    }

    /** Takes the request and never says a word. */
    static Reaction hang() {
        return client -> Thread.currentThread().join();
    }

    /** The head of an answer that never ends. */
    static Reaction hangInTheBody() {
        return client -> {
            String head = "HTTP/1.1 400 Whatever\r\nContent-Length: 100\r\n\r\n{";
            client.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().flush();
            Thread.currentThread().join();
        };
    }

    /** The connection is reset, perhaps after the secret was deleted. */
    static Reaction reset() {
        return client -> {
            client.setSoLinger(true, 0);
            client.close();
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
            var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
            List<String> head = new ArrayList<>();
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                head.add(line);
            }
            if (head.isEmpty()) {
                return;
            }
            body(head, in).ifPresent(bodies::add);
            requests.add(head);
            Reaction next = script.poll();
            (next == null ? answer(500) : next).play(client);
        } catch (IOException | InterruptedException e) {
            // the client went away, as some tests want it to
        }
    }

    private static Optional<String> body(List<String> head, BufferedReader in) throws IOException {
        String length = "content-length: ";
        Optional<String> announced = head.stream()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .filter(line -> line.startsWith(length))
                .findFirst();
        if (announced.isEmpty()) {
            return Optional.empty();
        }
        char[] body = new char[Integer.parseInt(announced.get().substring(length.length()))];
        int have = 0;
        while (have < body.length) {
            int read = in.read(body, have, body.length - have);
            if (read < 0) {
                throw new IOException("half a body");
            }
            have += read;
        }
        return Optional.of(new String(body));
    }

    /** What was asked, in order: method and path. */
    List<String> calls() {
        return requests.stream()
                .map(head -> head.getFirst().replace(" HTTP/1.1", ""))
                .toList();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket client : open) {
            client.close();
        }
    }
}
