package io.vitrine.storegateway.removal;

import com.fasterxml.jackson.databind.ObjectReader;
import io.vitrine.contracts.CloudEventHeaders;
import io.vitrine.contracts.MessageType;
import io.vitrine.contracts.command.StoreDelete;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** A record of the command topic, as far as it can be read. */
sealed interface StoreCommand {
    record Readable(StoreDelete command) implements StoreCommand {}

    /** @param reason for the operator who looks into the dead-letter topic; quotes nothing of the record */
    record Unreadable(String reason) implements StoreCommand {}

    static StoreCommand read(Headers headers, byte @Nullable [] body, ObjectReader json) {
        Header type = headers.lastHeader(CloudEventHeaders.TYPE);
        if (type == null || type.value() == null) {
            return new Unreadable("no " + CloudEventHeaders.TYPE + " header");
        }
        // An unknown name and an unknown major version alike: here every record is an order, none may be passed over in
        // silence.
        if (!MessageType.STORE_DELETE.equals(new String(type.value(), StandardCharsets.UTF_8))) {
            return new Unreadable("not of type " + MessageType.STORE_DELETE);
        }
        if (body == null) {
            return new Unreadable("no body");
        }
        try {
            StoreDelete command = json.readValue(body);
            return isWhole(command) ? new Readable(command) : new Unreadable("image or store missing");
        } catch (IOException e) {
            return new Unreadable("not the JSON of a " + MessageType.STORE_DELETE);
        }
    }

    /** A reader fills what JSON leaves out with null, whatever the record's type says. */
    private static boolean isWhole(@Nullable StoreDelete command) {
        return command != null && command.imageId() != null && command.store() != null;
    }
}
