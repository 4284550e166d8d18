package io.vitrine.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * Evaluates network policies as Kubernetes means them: policies add up; a pod that one selects for a direction may do in it what some
 * policy allows and nothing else; both ends must agree. A block of addresses also matches pods by their address, as some networks do: the
 * reading that lets more through.
 */
record Walls(List<JsonNode> policies) {
    /** Who talks: a pod with labels, or somebody outside with none. */
    record Peer(String namespace, Map<String, String> labels, String address) {
        static Peer pod(String component, String address) {
            return new Peer(
                    Chart.NAMESPACE,
                    Map.of(
                            "app.kubernetes.io/name", "vitrine",
                            "app.kubernetes.io/instance", "vitrine",
                            "app.kubernetes.io/component", component),
                    address);
        }

        static Peer foreignPod(String namespace, Map<String, String> labels, String address) {
            return new Peer(namespace, labels, address);
        }

        static Peer outside(String address) {
            return new Peer("", Map.of(), address);
        }

        boolean isPod() {
            return !namespace.isEmpty();
        }
    }

    boolean allow(Peer from, Peer to, int port) {
        return allow(from, to, port, "TCP");
    }

    boolean allow(Peer from, Peer to, int port, String protocol) {
        return direction("Egress", "egress", "to", from, to, port, protocol)
                && direction("Ingress", "ingress", "from", to, from, port, protocol);
    }

    private boolean direction(
            String type, String rules, String peers, Peer mine, Peer other, int port, String protocol) {
        if (!mine.isPod()) {
            return true;
        }
        List<JsonNode> mineOnly = policies.stream()
                .filter(policy -> policy.at("/metadata/namespace").asText().equals(mine.namespace()))
                .filter(policy -> selects(policy.at("/spec/podSelector"), mine.labels()))
                .filter(policy -> isOf(policy, type))
                .toList();
        return mineOnly.isEmpty()
                || mineOnly.stream()
                        .flatMap(policy -> StreamSupport.stream(
                                policy.path("spec").path(rules).spliterator(), false))
                        .anyMatch(rule -> portFits(rule.path("ports"), port, protocol)
                                && peerFits(rule.path(peers), mine, other));
    }

    private static boolean isOf(JsonNode policy, String type) {
        JsonNode types = policy.at("/spec/policyTypes");
        return StreamSupport.stream(types.spliterator(), false)
                .anyMatch(named -> named.asText().equals(type));
    }

    private static boolean portFits(JsonNode ports, int port, String protocol) {
        return ports.isEmpty()
                || StreamSupport.stream(ports.spliterator(), false)
                        .anyMatch(one -> one.path("protocol").asText("TCP").equals(protocol)
                                && (!one.has("port") || one.path("port").asInt() == port));
    }

    private static boolean peerFits(JsonNode peers, Peer mine, Peer other) {
        return peers.isEmpty()
                || StreamSupport.stream(peers.spliterator(), false).anyMatch(peer -> fits(peer, mine, other));
    }

    private static boolean fits(JsonNode peer, Peer mine, Peer other) {
        if (peer.has("ipBlock")) {
            JsonNode block = peer.path("ipBlock");
            return contains(block.path("cidr").asText(), other.address())
                    && StreamSupport.stream(block.path("except").spliterator(), false)
                            .noneMatch(hole -> contains(hole.asText(), other.address()));
        }
        if (!other.isPod()) {
            return false;
        }
        boolean namespace = peer.has("namespaceSelector")
                ? selects(peer.path("namespaceSelector"), Map.of("kubernetes.io/metadata.name", other.namespace()))
                : other.namespace().equals(mine.namespace());
        return namespace && selects(peer.path("podSelector"), other.labels());
    }

    /** An absent or empty selector selects everything. Only {@code matchLabels} is used by the chart; anything else is a fault. */
    private static boolean selects(JsonNode selector, Map<String, String> labels) {
        if (selector.has("matchExpressions")) {
            throw new AssertionError("matchExpressions are not evaluated here: " + selector);
        }
        Map<String, String> wanted = new HashMap<>();
        selector.path("matchLabels")
                .properties()
                .forEach(label -> wanted.put(label.getKey(), label.getValue().asText()));
        return labels.entrySet().containsAll(wanted.entrySet());
    }

    private static boolean contains(String cidr, String address) {
        try {
            String[] parts = cidr.split("/");
            byte[] network = InetAddress.getByName(parts[0]).getAddress();
            byte[] asked = InetAddress.getByName(address).getAddress();
            int hostBits = network.length * 8 - Integer.parseInt(parts[1]);
            return network.length == asked.length
                    && new BigInteger(1, network)
                            .shiftRight(hostBits)
                            .equals(new BigInteger(1, asked).shiftRight(hostBits));
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }
}
