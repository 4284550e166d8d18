package io.vitrine.e2e.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.TreeMap;

/** One call over a socket of its own, with every byte as it is said here: what no decent HTTP client would send. */
public final class RawCall implements AutoCloseable {
    private static final int PATIENCE_MS = 30_000;

    private final Socket socket;
    private final String line;

    /** Sends the request line and the headers; the caller's token and {@code Connection: close} are added. */
    public RawCall(ImageClient caller, String line, String... headers) throws IOException {
        this.line = line;
        URI address = URI.create(caller.base());
        socket = new Socket(address.getHost(), address.getPort());
        socket.setSoTimeout(PATIENCE_MS);
        socket.setTcpNoDelay(true);
        var head = new StringBuilder(line + " HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\n");
        head.append("X-Auth-Token: ").append(caller.token()).append("\r\nConnection: close\r\n");
        for (int i = 0; i < headers.length; i += 2) {
            head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        out().write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        out().flush();
    }

    /** An upload that says how long it is, and has sent nothing of it yet. */
    public static RawCall upload(ImageClient caller, String id, String store, long length) throws IOException {
        return new RawCall(
                caller,
                "PUT " + ImageClient.file(id),
                "Content-Type",
                "application/octet-stream",
                "X-Image-Meta-Store",
                store,
                "Content-Length",
                "" + length);
    }

    /** More of the body. */
    public RawCall send(byte[] bytes) throws IOException {
        return send(bytes, 0, bytes.length);
    }

    public RawCall send(byte[] bytes, int from, int length) throws IOException {
        out().write(bytes, from, length);
        out().flush();
        return this;
    }

    /** More of the body, to somebody who may have stopped listening. */
    public RawCall sendIfHeard(byte[] bytes, int from, int length) {
        try {
            return send(bytes, from, length);
        } catch (IOException closed) {
            return this;
        }
    }

    /** Says that nothing more comes, and still listens. */
    public RawCall finish() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** Everything the other side sent until it closed; interim answers are skipped. */
    public Answer answer() throws IOException {
        InputStream in = socket.getInputStream();
        while (true) {
            String status = line(in);
            var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
            for (String header = line(in); !header.isEmpty(); header = line(in)) {
                int colon = header.indexOf(':');
                headers.computeIfAbsent(header.substring(0, colon), name -> new ArrayList<>())
                        .add(header.substring(colon + 1).strip());
            }
            int code = Integer.parseInt(status.split(" ", 3)[1]);
            if (code != 100) {
                return new Answer(line, code, headers, body(in, headers.getOrDefault("Transfer-Encoding", List.of())));
            }
        }
    }

    /** The answer's status; empty when the other side closed without one, as it may when we stopped half-way. */
    public OptionalInt statusOfAnswer() {
        try {
            return OptionalInt.of(answer().status());
        } catch (IOException closed) {
            return OptionalInt.empty();
        }
    }

    /** The next line, without waiting for a whole answer: {@code HTTP/1.1 100 Continue}. */
    public String statusLine() throws IOException {
        return line(socket.getInputStream());
    }

    /** Gone in the middle, as when a cable is cut: the other side gets a reset. */
    public void vanish() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private OutputStream out() throws IOException {
        return socket.getOutputStream();
    }

    private static byte[] body(InputStream in, List<String> encodings) throws IOException {
        boolean chunked =
                encodings.stream().anyMatch(e -> e.toLowerCase(Locale.ROOT).equals("chunked"));
        if (!chunked) {
            return in.readAllBytes();
        }
        var body = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
            body.write(in.readNBytes(size));
            line(in);
        }
        return body.toByteArray();
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("The connection ended; so far: " + line.toString(StandardCharsets.UTF_8));
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }
}
