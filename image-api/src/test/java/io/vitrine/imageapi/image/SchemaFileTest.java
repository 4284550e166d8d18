package io.vitrine.imageapi.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spec model, 6.1: the two forms of the file, and what ends the start. */
class SchemaFileTest {
    @TempDir
    private Path dir;

    @Test
    void theFlatForm() throws IOException {
        SchemaFile file = read("""
                {"tier": {"type": "string", "enum": ["gold", "tin"], "description": "What it costs"},
                 "parent": {"type": ["null", "string"], "pattern": "^[a-z]+$", "maxLength": 5}}
                """);

        assertThat(file.required()).isEmpty();
        KnownProperty tier = file.properties().getFirst();
        assertThat(tier.description()).isEqualTo("What it costs");
        assertThat(tier.accepts("gold")).isTrue();
        assertThat(tier.accepts("silver")).isFalse();
        KnownProperty parent = file.properties().getLast();
        assertThat(parent.nullable()).isTrue();
        assertThat(parent.accepts("abc")).isTrue();
        assertThat(parent.accepts("ABC")).isFalse();
        assertThat(parent.accepts("abcdef")).isFalse();
    }

    @Test
    void theFormWithRequiredProperties() throws IOException {
        SchemaFile file = read("""
                {"properties": {"tier": {"type": "string"}, "properties": {"type": "string"}}, "required": ["tier"]}
                """);

        assertThat(file.properties()).extracting(KnownProperty::name).containsExactly("tier", "properties");
        assertThat(file.required()).containsExactly("tier");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{                                                              | cannot be read",
                "[]                                                             | no JSON object",
                "{\"name\": {\"type\": \"string\"}}                               | 'name'",
                "{\"status\": {\"type\": \"string\"}}                             | 'status'",
                "{\"os_glance_x\": {\"type\": \"string\"}}                        | 'os_glance_x'",
                "{\"tier\": {\"type\": \"integer\"}}                              | 'tier'",
                "{\"tier\": {\"type\": \"string\", \"format\": \"email\"}}        | 'format'",
                "{\"tier\": {\"type\": \"string\", \"pattern\": \"(\"}}           | 'tier'",
                "{\"properties\": {\"a\": {\"type\": \"string\"}}, \"required\": [\"b\"]} | 'b'",
            })
    void whatEndsTheStart(String content, String word) {
        assertThatThrownBy(() -> read(content))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("images.schema.file")
                .hasMessageContaining(word);
    }

    private SchemaFile read(String content) throws IOException {
        return SchemaFile.read(Files.writeString(dir.resolve("schema.json"), content));
    }
}
