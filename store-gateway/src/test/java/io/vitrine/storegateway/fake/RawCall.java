package io.vitrine.storegateway.fake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A client without manners: says exactly what it is told, and hangs up when it likes. */
public final class RawCall implements AutoCloseable {
    private final Socket socket;

    public RawCall(URI door) throws IOException {
        socket = new Socket(door.getHost(), door.getPort());
        socket.setSoTimeout(30_000);
    }

    /** Sends a request head; lines are separated here. */
    public RawCall head(String requestLine, String... headers) throws IOException {
        return send((requestLine + "\r\nHost: x\r\n" + String.join("\r\n", headers)
                        + (headers.length == 0 ? "" : "\r\n") + "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
    }

    public RawCall send(byte[] bytes) throws IOException {
        return send(bytes, bytes.length);
    }

    public RawCall send(byte[] bytes, int length) throws IOException {
        socket.getOutputStream().write(bytes, 0, length);
        socket.getOutputStream().flush();
        return this;
    }

    /** Reads up to the end of a head, and nothing of a body. */
    public String readHead() throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        String text = "";
        while (!text.endsWith("\r\n\r\n")) {
            int c = in.read();
            if (c < 0) {
                return text;
            }
            head.write(c);
            text = head.toString(StandardCharsets.ISO_8859_1);
        }
        return text;
    }

    public String readAll() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /** Whether the other side has hung up, after what had been on the way. */
    public boolean isCutOff() throws IOException {
        try {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    /** No more will be sent; the answer may still come. */
    public void halfClose() throws IOException {
        socket.shutdownOutput();
    }

    /** The peer sees a reset. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
