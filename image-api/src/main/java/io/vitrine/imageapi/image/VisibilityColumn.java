package io.vitrine.imageapi.image;

import io.vitrine.imageapi.policy.Visibility;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/** Spells a {@link Visibility} as the Image API does. */
@Converter
class VisibilityColumn implements AttributeConverter<Visibility, String> {
    @Override
    public String convertToDatabaseColumn(Visibility value) {
        return value.word();
    }

    @Override
    public Visibility convertToEntityAttribute(String word) {
        return Visibility.of(word).orElseThrow();
    }
}
