package io.vitrine.imageapi.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.problem.ProblemType;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportSourceTest {
    private static final String DIGITS = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private static final String ID = "5f0a1c5e-7a1e-4d3a-9d0e-0f6d1b2c3d4e";

    private static ImportSource of(String method) throws IOException {
        return ImportSource.of(new ObjectMapper().readTree(method.replace('\'', '"')));
    }

    @Test
    void aChecksumIsKeptInLowerCase() throws IOException {
        assertThat(of("{'name': 'web-download', 'checksum': 'SHA256:%s'}".formatted(DIGITS.toUpperCase())))
                .isEqualTo(new ImportSource("sha256:" + DIGITS, null, null));
        assertThat(of("{'name': 'web-download', 'checksum': null}")).isEqualTo(ImportSource.NOTHING);
        assertThat(of("{'name': 'web-download'}")).isEqualTo(ImportSource.NOTHING);
    }

    @Test
    void anotherServicesImageIsNamedByRegionAndId() throws IOException {
        String method = "{'name': 'glance-download', 'glance_region': 'east-1', 'glance_image_id': '%s'".formatted(ID);

        assertThat(of(method + "}")).isEqualTo(new ImportSource(null, "east-1", UUID.fromString(ID)));
        assertThat(of(method + ", 'glance_service_interface': 'internal'}").region())
                .isEqualTo("east-1");
    }

    @Test
    void whatBelongsToOtherMethodsIsIgnored() throws IOException {
        assertThat(of("{'name': 'glance-direct', 'checksum': 7, 'glance_region': []}"))
                .isEqualTo(ImportSource.NOTHING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'name': 'web-download', 'checksum': 7}",
                "{'name': 'web-download', 'checksum': {'algorithm': 'sha256'}}",
                "{'name': 'web-download', 'checksum': ''}",
                "{'name': 'web-download', 'checksum': '" + DIGITS + "'}",
                "{'name': 'web-download', 'checksum': 'sha256:" + DIGITS + "0'}",
                "{'name': 'web-download', 'checksum': 'sha512:" + DIGITS + "'}",
                "{'name': 'web-download', 'checksum': 'md5:d41d8cd98f00b204e9800998ecf8427e'}",
                "{'name': 'glance-download'}",
                "{'name': 'glance-download', 'glance_region': 'east'}",
                "{'name': 'glance-download', 'glance_image_id': '" + ID + "'}",
                "{'name': 'glance-download', 'glance_region': '', 'glance_image_id': '" + ID + "'}",
                "{'name': 'glance-download', 'glance_region': 'a/../b', 'glance_image_id': '" + ID + "'}",
                "{'name': 'glance-download', 'glance_region': ['east'], 'glance_image_id': '" + ID + "'}",
                "{'name': 'glance-download', 'glance_region': 'east', 'glance_image_id': 'x'}",
                "{'name': 'glance-download', 'glance_region': 'east', 'glance_image_id': '1-1-1-1-1'}",
                "{'name': 'glance-download', 'glance_region': 'east', 'glance_image_id': '../" + ID + "'}",
                "{'name': 'glance-download', 'glance_region': 'east', 'glance_image_id': '" + ID
                        + "', 'glance_service_interface': 1}",
            })
    void whatCannotBeMeantIsRefused(String method) {
        assertThatThrownBy(() -> of(method))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.type()).isEqualTo(ProblemType.BAD_REQUEST));
    }
}
