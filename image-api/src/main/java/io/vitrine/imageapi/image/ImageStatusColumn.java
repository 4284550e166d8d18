package io.vitrine.imageapi.image;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/** Spells a {@link ImageStatus} as the Image API does. */
@Converter
class ImageStatusColumn implements AttributeConverter<ImageStatus, String> {
    @Override
    public String convertToDatabaseColumn(ImageStatus value) {
        return value.word();
    }

    @Override
    public ImageStatus convertToEntityAttribute(String word) {
        return ImageStatus.of(word);
    }
}
