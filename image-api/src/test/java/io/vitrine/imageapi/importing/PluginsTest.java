package io.vitrine.imageapi.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vitrine.imageapi.auth.Caller;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PluginsTest {
    private static Plugins with(String... settings) {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            properties.put("images.import." + settings[i], settings[i + 1]);
        }
        return new Plugins(new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withMapping(PluginConfig.class)
                .withValidateUnknown(false)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(PluginConfig.class));
    }

    @Test
    void noneIsOnUnlessNamedAndTheOrderStays() {
        assertThat(with().enabled()).isEmpty();
        assertThat(with("plugins", "inject_image_metadata,image_decompression").enabled())
                .containsExactly("inject_image_metadata", "image_decompression");
    }

    @Test
    void oneThatIsNotKnownStopsTheStart() {
        assertThatThrownBy(() -> with("plugins", "no_op,image_levitation"))
                .hasMessage("images.import.plugins names 'image_levitation'."
                        + " This release knows no_op, image_decompression, image_conversion, inject_image_metadata.");
    }

    @Test
    void imagesAreConvertedIntoRawUnlessSomethingElseIsSaid() {
        assertThat(with().conversionFormat()).isEmpty();
        assertThat(with("plugins", "image_conversion").conversionFormat()).contains("raw");
        assertThat(with("plugins", "image_conversion", "conversion.format", "qcow2")
                        .conversionFormat())
                .contains("qcow2");
    }

    @Test
    void aFormatThatNothingIsConvertedIntoStopsTheStart() {
        assertThatThrownBy(() -> with("plugins", "image_conversion", "conversion.format", "iso"))
                .hasMessage("images.import.conversion.format is 'iso'. Images are converted into raw, qcow2, vmdk.");
    }

    @Test
    void unpackingComesBeforeConverting() {
        assertThat(with("plugins", "image_decompression,image_conversion").enabled())
                .hasSize(2);
        assertThatThrownBy(() -> with("plugins", "image_conversion,image_decompression"))
                .hasMessageContaining("names image_conversion before image_decompression");
    }

    /** A role is on the list or not; "min" is no "admin". */
    @ParameterizedTest
    @CsvSource({
        "member, admin, true",
        "admin, admin, false",
        "administrator, admin, true",
        "min, admin, true",
        "ops, 'admin,ops', false",
        "admin, ops, true",
    })
    void rolesAreExemptByTheirWholeNames(String role, String exempt, boolean injected) {
        Plugins plugins = with("plugins", "inject_image_metadata", "inject.ignore-user-roles", exempt);

        assertThat(plugins.injectFor(new Caller("u", "p", Set.of(role, "reader"), Set.of(), false)))
                .isEqualTo(injected);
    }

    @Test
    void nothingIsInjectedWithoutThePlugin() {
        assertThat(with().injectFor(new Caller("u", "p", Set.of("member"), Set.of(), false)))
                .isFalse();
    }
}
