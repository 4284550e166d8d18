package io.vitrine.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Moves the bytes of one image over a plain socket, so that the client costs next to nothing. */
record Transfer(URI frontDoor, String token) {
    /** Uploads a file with its length announced and waits for the 204. */
    void upload(String imageId, Path file, String store) throws IOException {
        try (FileChannel source = FileChannel.open(file);
                SocketChannel socket = connect()) {
            send(
                    socket,
                    "PUT /v2/images/" + imageId + "/file HTTP/1.1\r\nHost: bench\r\nConnection: close\r\nX-Auth-Token: "
                            + token
                            + "\r\nContent-Type: application/octet-stream\r\nX-Image-Meta-Store: " + store
                            + "\r\nContent-Length: " + source.size() + "\r\n\r\n");
            long sent = 0;
            while (sent < source.size()) {
                sent += source.transferTo(sent, source.size() - sent, socket);
            }
            expect(socket, " 204 ");
        }
    }

    /** Downloads an image and throws its bytes away. */
    void download(String imageId, long size) throws IOException {
        get("/v2/images/" + imageId + "/file", size);
    }

    /** Reads so many bytes from a path and throws them away. */
    void get(String path, long size) throws IOException {
        try (SocketChannel socket = connect()) {
            send(
                    socket,
                    "GET " + path + " HTTP/1.1\r\nHost: bench\r\nConnection: close\r\nX-Auth-Token: " + token
                            + "\r\n\r\n");
            long received = expect(socket, " 200 ");
            ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
            for (int n = socket.read(buffer); n >= 0; n = socket.read(buffer)) {
                received += n;
                buffer.clear();
            }
            if (received != size) {
                throw new IOException("expected " + size + " bytes and received " + received);
            }
        }
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(new InetSocketAddress(frontDoor.getHost(), frontDoor.getPort()));
    }

    private static void send(SocketChannel socket, String head) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            socket.write(bytes);
        }
    }

    /** Reads the head of the answer; returns how many bytes of the body came with it. */
    private static int expect(SocketChannel socket, String status) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(16 << 10);
        while (true) {
            int n = socket.read(buffer);
            String text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1);
            int end = text.indexOf("\r\n\r\n");
            if (end >= 0) {
                if (!text.substring(0, text.indexOf("\r\n")).contains(status)) {
                    throw new IOException("unexpected answer: " + text);
                }
                return buffer.position() - end - 4;
            }
            if (n < 0) {
                throw new IOException("the connection ended within the head of the answer: " + text);
            }
        }
    }
}
