package io.vitrine.imageapi.patch;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrine.imageapi.image.FieldRules;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.policy.Visibility;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Attributes that every image has and clients may write: always present, so they can be replaced but never removed. */
enum BaseField {
    NAME((rules, value) -> {
        String name = rules.shortText("name", value);
        return image -> image.name = name;
    }),
    VISIBILITY((rules, value) -> {
        Visibility visibility = rules.visibility(value);
        return image -> image.visibility = visibility;
    }),
    PROTECTED((rules, value) -> {
        boolean flag = rules.flag("protected", value);
        return image -> image.isProtected = flag;
    }),
    OS_HIDDEN((rules, value) -> {
        boolean flag = rules.flag("os_hidden", value);
        return image -> image.osHidden = flag;
    }),
    TAGS((rules, value) -> {
        List<String> tags = rules.tags(value);
        return image -> image.tags = tags;
    }),
    MIN_RAM((rules, value) -> {
        int megabytes = rules.count("min_ram", value);
        return image -> image.minRam = megabytes;
    }),
    MIN_DISK((rules, value) -> {
        int gigabytes = rules.count("min_disk", value);
        return image -> image.minDisk = gigabytes;
    }),
    OWNER((rules, value) -> {
        String owner = rules.shortText("owner", value);
        return image -> image.owner = owner;
    }),
    DISK_FORMAT((rules, value) -> {
        String format = rules.diskFormat(value);
        return image -> image.diskFormat = format;
    }),
    CONTAINER_FORMAT((rules, value) -> {
        String format = rules.containerFormat(value);
        return image -> image.containerFormat = format;
    });

    /** Judges a value and says how it is written. */
    @FunctionalInterface
    interface Reader {
        Consumer<ImageRow> read(FieldRules rules, JsonNode value);
    }

    private final Reader reader;
    private final String word = name().toLowerCase(Locale.ROOT);

    BaseField(Reader reader) {
        this.reader = reader;
    }

    /** As the API spells it. */
    String word() {
        return word;
    }

    /** @throws io.vitrine.imageapi.problem.ProblemException 400 that names the field */
    Consumer<ImageRow> read(FieldRules rules, JsonNode value) {
        return reader.read(rules, value);
    }

    static Optional<BaseField> of(String word) {
        for (BaseField field : values()) {
            if (field.word.equals(word)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }
}
