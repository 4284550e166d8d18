package io.vitrine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void aTakenPortIsNamedWithItsUserAndTheWayOut() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ports ports = Ports.usualBut(Map.of(Port.FRONT_DOOR, other.getLocalPort()));

            assertThatThrownBy(() -> ports.demandFree(Port.FRONT_DOOR))
                    .isInstanceOf(LocalFailure.class)
                    .hasMessage("Port " + other.getLocalPort() + " on 127.0.0.1 is taken, and the front door wants it:"
                            + " end the program that has it, or choose another with --port N (or VITRINE_PORT=N).");
        }
    }

    @Test
    void aPortTakenOnAllAddressesIsTaken() throws Exception {
        try (var other = new ServerSocket(0)) {
            Ports ports = Ports.usualBut(Map.of(Port.KAFKA, other.getLocalPort()));

            assertThatThrownBy(() -> ports.demandFree(Port.KAFKA)).hasMessageContaining("--kafka-port");
        }
    }

    @Test
    void freePortsAreFreeAndDiffer() {
        Ports ports = Ports.freeBut(Map.of(Port.FRONT_DOOR, 9292));

        assertThat(ports.of(Port.FRONT_DOOR)).isEqualTo(9292);
        assertThat(new HashSet<>(ports.numbers().values())).hasSize(Port.values().length);
        for (Port port : Port.values()) {
            if (port != Port.FRONT_DOOR) {
                assertThatCode(() -> ports.demandFree(port)).doesNotThrowAnyException();
            }
        }
    }

    @Test
    void twoCannotShareOne() {
        assertThatThrownBy(() -> Ports.usualBut(Map.of(Port.KEYCLOAK, 9292)))
                .hasMessage("--port and --keycloak-port are both 9292: give each a number of its own.");
    }

    @Test
    void aNumberOutOfRangeIsRefused() {
        assertThatThrownBy(() -> Ports.usualBut(Map.of(Port.S3, 70_000)))
                .hasMessage("--s3-port wants a number between 1 and 65535, not 70000.");
    }

    @Test
    void everyPortHasAnOptionAndAVariable() {
        assertThat(Port.KEYCLOAK.option()).isEqualTo("--keycloak-port");
        assertThat(Port.KEYCLOAK.variable()).isEqualTo("VITRINE_KEYCLOAK_PORT");
    }
}
