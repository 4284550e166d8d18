package io.vitrine.local.component;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Asks a broker which requests it knows: the first thing every client does. An open port would prove nothing, the kernel
 * accepts connections long before the broker looks at them.
 */
final class KafkaGreeting {
    private static final int TIMEOUT_MS = 1000;
    private static final short API_VERSIONS = 18;
    private static final int CORRELATION = 4711;

    private KafkaGreeting() {}

    static boolean answered(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), TIMEOUT_MS);
            socket.setSoTimeout(TIMEOUT_MS);
            var out = new DataOutputStream(socket.getOutputStream());
            byte[] client = "vitrine".getBytes(StandardCharsets.UTF_8);
            out.writeInt(2 + 2 + 4 + 2 + client.length);
            out.writeShort(API_VERSIONS);
            out.writeShort(0);
            out.writeInt(CORRELATION);
            out.writeShort(client.length);
            out.write(client);
            out.flush();
            var in = new DataInputStream(socket.getInputStream());
            return in.readInt() > 4 && in.readInt() == CORRELATION;
        } catch (IOException e) {
            // Not there yet: asked again shortly.
            return false;
        }
    }
}
