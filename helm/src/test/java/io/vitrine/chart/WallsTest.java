package io.vitrine.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.chart.Walls.Peer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One dangerous power each: who reaches what, by the policies that the chart renders. */
class WallsTest {
    private static final Peer API = Peer.pod("image-api", "10.244.0.1");
    private static final Peer GATEWAY = Peer.pod("store-gateway", "10.244.0.2");
    private static final Peer WORKER = Peer.pod("import-worker", "10.244.0.3");
    private static final Peer KEYS = Peer.pod("key-cleanup", "10.244.0.4");
    private static final Peer MIGRATION = Peer.pod("migration", "10.244.0.5");
    private static final Peer SMOKE = Peer.pod("smoke-test", "10.244.0.6");
    private static final List<Peer> EVERYBODY = List.of(API, GATEWAY, WORKER, KEYS, MIGRATION, SMOKE);

    private static final Peer DATABASE = Peer.outside("192.0.2.20");
    private static final Peer KAFKA = Peer.outside("192.0.2.30");
    private static final Peer ISSUER = Peer.outside("192.0.2.10");
    private static final Peer S3 = Peer.outside("192.0.2.40");
    private static final Peer BARBICAN = Peer.outside("192.0.2.50");
    private static final Peer WEB_STORE = Peer.outside("198.51.100.7");
    private static final Peer WORLD = Peer.outside("93.184.215.14");
    private static final Peer WORLD6 = Peer.outside("2606:2800:21f::1");
    private static final Peer NEIGHBOUR = Peer.foreignPod("other", Map.of("app", "x"), "10.244.9.9");
    private static final Peer PROMETHEUS = Peer.foreignPod("monitoring", Map.of("app", "prometheus"), "10.244.9.8");
    private static final Peer DNS = Peer.foreignPod("kube-system", Map.of("k8s-app", "kube-dns"), "10.244.9.7");

    private final Walls external = walls("external");
    private final Walls operators = walls("external+operators");

    private static Walls walls(String set, String... changes) {
        return new Walls(Chart.render(set, changes).kind("NetworkPolicy").toList());
    }

    private static Stream<Peer> reaching(Walls walls, Peer target, int port) {
        return EVERYBODY.stream().filter(peer -> walls.allow(peer, target, port));
    }

    @Test
    void onlyImageApiAndTheMigrationReachTheDatabase() {
        assertThat(reaching(external, DATABASE, 5432)).containsExactly(API, MIGRATION);
        Peer clustered = Peer.foreignPod(Chart.NAMESPACE, Map.of("cnpg.io/cluster", "vitrine-db"), "10.244.1.1");
        assertThat(reaching(operators, clustered, 5432)).containsExactly(API, MIGRATION);
        assertThat(operators.allow(NEIGHBOUR, clustered, 5432)).isFalse();
        assertThat(operators.allow(clustered, clustered, 5432)).isTrue();
    }

    @Test
    void onlyTheGatewayReachesStores() {
        assertThat(reaching(external, S3, 9000)).isEmpty();
        Walls noOutside = walls("external+file", "stores.backends.bucket.peers[0].ipBlock.cidr=192.0.2.40/32");
        assertThat(reaching(noOutside, S3, 443)).containsExactly(GATEWAY);
        assertThat(external.allow(GATEWAY, S3, 443)).isTrue();
        assertThat(operators.allow(GATEWAY, WEB_STORE, 443)).isTrue();
        assertThat(List.of(API, KEYS, MIGRATION, SMOKE)).noneMatch(peer -> operators.allow(peer, WEB_STORE, 443));
    }

    @Test
    void onlyTheWorkerReachesTheOutside() {
        for (Walls walls : List.of(external, operators)) {
            assertThat(reaching(walls, WORLD, 443)).containsExactly(WORKER);
            assertThat(reaching(walls, WORLD6, 443)).containsExactly(WORKER);
            assertThat(reaching(walls, WORLD, 22)).isEmpty();
        }
        assertThat(reaching(operators, WORLD, 9292))
                .as("the port of a remote image service")
                .containsExactly(WORKER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "127.0.0.1",
                "10.1.2.3",
                "10.244.7.7",
                "10.96.0.1",
                "192.168.1.1",
                "172.20.0.1",
                "100.64.0.1",
                "203.0.113.5",
                "0.0.0.0",
                "224.0.0.1",
                "fd00:10:244::9",
                "fe80::1",
                "::1",
                "64:ff9b::a9fe:a9fe",
                "fc00::1"
            })
    void theWorkerDoesNotReachTheInside(String address) {
        for (int port : new int[] {80, 443, 6443, 10250}) {
            assertThat(external.allow(WORKER, Peer.outside(address), port)).isFalse();
        }
    }

    @Test
    void aLiftedNetworkLeavesTheClustersOwnShut() {
        assertThat(operators.allow(WORKER, Peer.outside("10.1.2.3"), 443)).isTrue();
        assertThat(operators.allow(WORKER, Peer.outside("10.244.7.7"), 443)).isFalse();
        assertThat(operators.allow(WORKER, Peer.outside("10.96.0.1"), 443)).isFalse();
        assertThat(operators.allow(WORKER, NEIGHBOUR, 443)).isFalse();
        assertThat(operators.allow(API, Peer.outside("10.1.2.3"), 443)).isFalse();
    }

    @Test
    void aProxyIsThenTheOnlyWayOut() {
        Walls walls = walls("external+file");
        assertThat(reaching(walls, WORLD, 443)).isEmpty();
        assertThat(reaching(walls, Peer.outside("192.0.2.60"), 3128)).containsExactly(WORKER);
    }

    @Test
    void onlyKeyCleanupReachesTheKeyManager() {
        assertThat(reaching(operators, BARBICAN, 9311)).containsExactly(KEYS);
        assertThat(reaching(external, BARBICAN, 9311)).isEmpty();
    }

    @Test
    void servicesReachEachOtherWhereTheyWork() {
        assertThat(reaching(external, API, 9292)).containsExactly(GATEWAY, WORKER);
        assertThat(reaching(external, GATEWAY, 9293)).containsExactly(API, WORKER);
        assertThat(reaching(external, GATEWAY, 9292)).containsExactly(SMOKE);
        assertThat(reaching(external, WORKER, 9296)).isEmpty();
        assertThat(reaching(external, KEYS, 9297)).isEmpty();
        assertThat(reaching(external, KAFKA, 9093)).containsExactly(API, GATEWAY, WORKER, KEYS);
        assertThat(reaching(external, ISSUER, 443))
                .contains(API, GATEWAY, WORKER, KEYS)
                .doesNotContain(MIGRATION);
        assertThat(EVERYBODY).allMatch(peer -> external.allow(peer, DNS, 53, "UDP"));
    }

    @Test
    void usersSeeTheFrontDoorAndNothingElse() {
        for (Peer stranger : List.of(NEIGHBOUR, WORLD)) {
            assertThat(external.allow(stranger, GATEWAY, 9292)).isTrue();
            assertThat(external.allow(stranger, GATEWAY, 9293)).isFalse();
            assertThat(external.allow(stranger, API, 9292)).isFalse();
            assertThat(external.allow(stranger, API, 9000)).isFalse();
        }
        Walls closed = walls(
                "external",
                "networkPolicy.clients[0].namespaceSelector.matchLabels.kubernetes\\.io/metadata\\.name=ingress");
        assertThat(closed.allow(NEIGHBOUR, GATEWAY, 9292)).isFalse();
        assertThat(closed.allow(Peer.foreignPod("ingress", Map.of(), "10.244.8.8"), GATEWAY, 9292))
                .isTrue();
        assertThat(closed.allow(SMOKE, GATEWAY, 9292)).isTrue();
    }

    @Test
    void metricsAreReadByPrometheusAlone() {
        assertThat(external.allow(PROMETHEUS, API, 9000)).isTrue();
        assertThat(external.allow(PROMETHEUS, GATEWAY, 9293)).isTrue();
        assertThat(external.allow(PROMETHEUS, WORKER, 9296)).isTrue();
        assertThat(external.allow(PROMETHEUS, KEYS, 9297)).isTrue();
        assertThat(external.allow(NEIGHBOUR, KEYS, 9297)).isFalse();
        assertThat(external.allow(PROMETHEUS, API, 9292)).isFalse();
    }

    @Test
    void aPodThatNobodyThoughtOfMayDoNothing() {
        Peer unknown = Peer.pod("something-new", "10.244.0.99");
        assertThat(Stream.of(DATABASE, KAFKA, WORLD, API, DNS))
                .noneMatch(target -> external.allow(unknown, target, 443));
        assertThat(external.allow(API, unknown, 9292)).isFalse();
    }

    @Test
    void theDemoKeepsTheSameWalls() {
        Walls demo = walls("demo");
        Peer database = Peer.pod("demo-postgresql", "10.244.2.1");
        Peer s3 = Peer.pod("demo-s3", "10.244.2.2");
        Peer kafka = Peer.pod("demo-kafka", "10.244.2.3");
        assertThat(reaching(demo, database, 5432)).containsExactly(API, MIGRATION);
        assertThat(reaching(demo, s3, 8080)).containsExactly(GATEWAY);
        assertThat(reaching(demo, kafka, 9092)).containsExactly(API, GATEWAY, WORKER, KEYS);
        assertThat(demo.allow(Peer.pod("kafka-setup", "10.244.2.9"), kafka, 9092))
                .isTrue();
        assertThat(demo.allow(s3, WORLD, 443)).isFalse();
        assertThat(demo.allow(NEIGHBOUR, database, 5432)).isFalse();
    }
}
