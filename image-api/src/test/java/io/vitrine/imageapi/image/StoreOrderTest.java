package io.vitrine.imageapi.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StoreOrderTest {
    @Test
    void heavierStoresStandFirstAndEqualOnesById() {
        assertThat(StoreOrder.bestFirst("c,gone,b,a", Map.of("a", 1, "b", 5, "c", 1)))
                .isEqualTo("b,a,c,gone");
    }
}
