package io.vitrine.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcFileTest {
    @Test
    void aNameWithBlanksAndBracketsConfusesNobody() {
        String line = "4242 (odd ) (name) S 17 4242 4242 0 -1 4194304 100 0 0 0 250 50 7 3 20 0 5 0 123456 1000 10";

        ProcFile.Stat stat = ProcFile.parse(4242, line);

        assertThat(stat).isEqualTo(new ProcFile.Stat(4242, 'S', 17, 300, 10, 5, 123456));
    }

    @Test
    void aProcessHasEndedWhenItsLastThreadHas() {
        assertThat(new ProcFile.Stat(1, 'Z', 1, 0, 0, 7, 0).ended()).isFalse();
        assertThat(new ProcFile.Stat(1, 'Z', 1, 0, 0, 1, 0).ended()).isTrue();
        assertThat(new ProcFile.Stat(1, 'S', 1, 0, 0, 1, 0).ended()).isFalse();
    }

    @Test
    void oneselfIsThere() {
        assertThat(ProcFile.stat(ProcessHandle.current().pid())).isPresent();
    }
}
