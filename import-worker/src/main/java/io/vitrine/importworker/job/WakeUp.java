package io.vitrine.importworker.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import io.vitrine.contracts.CloudEventHeaders;
import io.vitrine.contracts.MessageType;
import io.vitrine.contracts.command.ImportRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** A record of the command topic, read. */
sealed interface WakeUp {
    record Valid(ImportRun command) implements WakeUp {}

    record Unreadable(String reason) implements WakeUp {}

    static WakeUp read(Headers headers, byte @Nullable [] value, ObjectReader reader) {
        Header type = headers.lastHeader(CloudEventHeaders.TYPE);
        if (type == null || type.value() == null) {
            return new Unreadable("the record has no " + CloudEventHeaders.TYPE + " header");
        }
        if (!MessageType.IMPORT_RUN.equals(new String(type.value(), StandardCharsets.UTF_8))) {
            return new Unreadable("the type of the record is not " + MessageType.IMPORT_RUN);
        }
        if (value == null || value.length == 0) {
            return new Unreadable("the record is empty");
        }
        try {
            ImportRun command = reader.readValue(value);
            return complete(command) ? new Valid(command) : new Unreadable("the record names no task or no image");
        } catch (JsonProcessingException e) {
            return new Unreadable("the record is not JSON of the expected form: "
                    + e.getClass().getSimpleName());
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory cannot fail", e);
        }
    }

    /** JSON may leave out what the record's type promises. */
    private static boolean complete(@Nullable ImportRun command) {
        return command != null && command.taskId() != null && command.imageId() != null;
    }
}
