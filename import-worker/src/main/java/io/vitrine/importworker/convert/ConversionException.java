package io.vitrine.importworker.convert;

/** An image could not be converted. The message is a sentence for the user. */
public final class ConversionException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final boolean retriable;

    ConversionException(String code, String sentence, boolean retriable) {
        super(sentence);
        this.code = code;
        this.retriable = retriable;
    }

    static ConversionException failed(ConversionOrder order, String cause) {
        return new ConversionException(
                "convert_failed",
                "Converting the image from %s to %s failed: %s.".formatted(order.diskFormat(), order.to(), cause),
                false);
    }

    static ConversionException noRoom() {
        return new ConversionException("convert_failed", "There is no room for converting the image just now.", true);
    }

    public String code() {
        return code;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }

    public boolean retriable() {
        return retriable;
    }
}
