package io.vitrine.imageapi.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The whole matrix, from × to, as spec model section 3 has it. */
class ImageStatusTest {
    private static final String MATRIX = """
            queued: saving uploading importing active deleted
            saving: queued active killed deleted
            uploading: queued importing deleted
            importing: queued active deleted
            active: deactivated pending_delete deleted
            deactivated: active pending_delete deleted
            killed: deleted
            pending_delete: active deleted
            deleted:
            """;

    @Test
    void makesExactlyTheMovesOfTheSpecification() {
        String moves = Arrays.stream(ImageStatus.values())
                .map(from -> from.word() + ":"
                        + Arrays.stream(ImageStatus.values())
                                .filter(from::canBecome)
                                .map(to -> " " + to.word())
                                .collect(Collectors.joining()))
                .collect(Collectors.joining("\n", "", "\n"));

        assertThat(moves).isEqualTo(MATRIX);
    }

    @Test
    void isReadBackFromItsWord() {
        for (ImageStatus status : ImageStatus.values()) {
            assertThat(ImageStatus.of(status.word())).isSameAs(status);
        }
    }
}
