package io.vitrine.keycleanup.key;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import io.vitrine.contracts.CloudEventHeaders;
import io.vitrine.contracts.MessageType;
import io.vitrine.contracts.command.KeyDelete;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** A record of the command topic, read. Reasons never quote the record: it may hold a whole key id. */
sealed interface KeyCommand {
    record Valid(KeyDelete command) implements KeyCommand {}

    record Unreadable(String reason) implements KeyCommand {}

    static KeyCommand read(Headers headers, byte @Nullable [] value, ObjectReader reader) {
        Header type = headers.lastHeader(CloudEventHeaders.TYPE);
        if (type == null || type.value() == null) {
            return new Unreadable("the record has no " + CloudEventHeaders.TYPE + " header");
        }
        if (!MessageType.KEY_DELETE.equals(new String(type.value(), StandardCharsets.UTF_8))) {
            return new Unreadable("the type of the record is not " + MessageType.KEY_DELETE);
        }
        if (value == null || value.length == 0) {
            return new Unreadable("the record is empty");
        }
        try {
            KeyDelete command = reader.readValue(value);
            return complete(command) ? new Valid(command) : new Unreadable("the record names no image or no key");
        } catch (JsonProcessingException e) {
            return new Unreadable("the record is not JSON of the expected form: "
                    + e.getClass().getSimpleName());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("reading from memory cannot fail", e);
        }
    }

    /** JSON may leave out what the record's type promises. */
    @SuppressWarnings("ConstantValue")
    private static boolean complete(@Nullable KeyDelete command) {
        return command != null && command.imageId() != null && command.keyId() != null;
    }
}
