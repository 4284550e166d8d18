package io.vitrine.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The port numbers of one system, one for each {@link Port}. */
public record Ports(Map<Port, Integer> numbers) {

    /** Refuses a set that leaves one out, is no port number, or gives one number to two. */
    public Ports {
        numbers = Collections.unmodifiableMap(new EnumMap<>(numbers));
        var seen = new EnumMap<Port, Integer>(Port.class);
        for (Port port : Port.values()) {
            Integer number = numbers.get(port);
            if (number == null || number < 1 || number > 65_535) {
                throw new LocalFailure(port.option() + " wants a number between 1 and 65535, not " + number + ".");
            }
            for (var other : seen.entrySet()) {
                if (other.getValue().equals(number)) {
                    throw new LocalFailure(other.getKey().option() + " and " + port.option() + " are both " + number
                            + ": give each a number of its own.");
                }
            }
            seen.put(port, number);
        }
    }

    /** The usual ports, except where {@code moved} says otherwise. */
    public static Ports usualBut(Map<Port, Integer> moved) {
        var numbers = new EnumMap<Port, Integer>(Port.class);
        for (Port port : Port.values()) {
            numbers.put(port, moved.getOrDefault(port, port.usual()));
        }
        return new Ports(numbers);
    }

    /** Ports that nobody has at this moment, except where {@code moved} says otherwise. */
    public static Ports freeBut(Map<Port, Integer> moved) {
        var numbers = new EnumMap<Port, Integer>(Port.class);
        numbers.putAll(moved);
        List<ServerSocket> held = new ArrayList<>();
        try {
            // All are held until the last is found, or the same number would come twice.
            for (Port port : Port.values()) {
                if (!numbers.containsKey(port)) {
                    var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    held.add(socket);
                    numbers.put(port, socket.getLocalPort());
                }
            }
            for (ServerSocket socket : held) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("No free port is to be had", e);
        }
        return new Ports(numbers);
    }

    /** The number of a port. */
    public int of(Port port) {
        return numbers.getOrDefault(port, port.usual());
    }

    /** The address of a port, as {@code http://127.0.0.1:9292}. */
    public String http(Port port) {
        return "http://127.0.0.1:" + of(port);
    }

    /** Fails with a sentence when somebody else listens on the port. */
    public void demandFree(Port port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), of(port)), 1);
        } catch (IOException e) {
            throw new LocalFailure(port.taken(of(port)), e);
        }
    }
}
