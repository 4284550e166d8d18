package io.vitrine.imageapi.image;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.policy.PropertyProtections;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Image documents (spec: model, section 9), written without a tree in between: this is most of what a list costs. */
@ApplicationScoped
class ImageJson {
    private static final JsonFactory JSON = new JsonFactory();
    /** Bytes of an image with a dozen properties. */
    private static final int TYPICAL = 1_024;

    private final PropertyProtections protections;
    private final ImageLocations locations;

    ImageJson(PropertyProtections protections, ImageLocations locations) {
        this.protections = protections;
        this.locations = locations;
    }

    byte[] image(ImageView image, Caller caller) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(TYPICAL);
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            write(out, shownTo(caller, image), locations.of(List.of(image)), caller);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** @param next null on the last page */
    byte[] page(List<ImageView> images, Caller caller, String first, @Nullable String next) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(TYPICAL * (images.size() + 1));
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeArrayFieldStart("images");
            Map<UUID, List<ImageLocations.Located>> located = locations.of(images);
            for (ImageView image : images) {
                write(out, shownTo(caller, image), located, caller);
            }
            out.writeEndArray();
            out.writeStringField("first", first);
            if (next != null) {
                out.writeStringField("next", next);
            }
            out.writeStringField("schema", "/v2/schemas/images");
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The places of the bytes of a deactivated image are shown to nobody but administrators (spec: model, section 8). */
    private static ImageView shownTo(Caller caller, ImageView image) {
        return image.stores() != null && image.status().equals(ImageStatus.DEACTIVATED.word()) && !caller.isAdmin()
                ? image.withStores(null)
                : image;
    }

    private void write(
            JsonGenerator out, ImageView image, Map<UUID, List<ImageLocations.Located>> located, Caller caller)
            throws IOException {
        String self = "/v2/images/" + image.id();
        out.writeStartObject();
        out.writeStringField("id", image.id().toString());
        out.writeStringField("name", image.name());
        out.writeStringField("status", image.status());
        out.writeStringField("visibility", image.visibility());
        out.writeStringField("owner", image.owner());
        out.writeBooleanField("protected", image.isProtected());
        out.writeBooleanField("os_hidden", image.osHidden());
        out.writeFieldName("tags");
        out.writeRawValue(image.tags());
        out.writeStringField("disk_format", image.diskFormat());
        out.writeStringField("container_format", image.containerFormat());
        out.writeNumberField("min_disk", image.minDisk());
        out.writeNumberField("min_ram", image.minRam());
        number(out, "size", image.size());
        number(out, "virtual_size", image.virtualSize());
        out.writeStringField("checksum", image.checksum());
        out.writeStringField("os_hash_algo", image.osHashAlgo());
        out.writeStringField("os_hash_value", image.osHashValue());
        out.writeStringField(
                "created_at", Instant.ofEpochSecond(image.created()).toString());
        out.writeStringField(
                "updated_at", Instant.ofEpochSecond(image.updated()).toString());
        out.writeStringField("self", self);
        out.writeStringField("file", self + "/file");
        out.writeStringField("schema", "/v2/schemas/image");
        optional(out, "stores", image.stores());
        locations.write(out, image, located.getOrDefault(image.id(), List.of()), caller);
        optional(out, "os_glance_import_task", image.importTask());
        optional(out, "os_glance_importing_to_stores", image.importingToStores());
        optional(out, "os_glance_failed_import", image.failedImport());
        properties(out, image.properties(), caller);
        out.writeEndObject();
    }

    private void properties(JsonGenerator out, String properties, Caller caller) throws IOException {
        try (JsonParser in = JSON.createParser(properties)) {
            in.nextToken();
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                // Null stands in data taken over from elsewhere; clients expect strings.
                String value = in.nextToken() == JsonToken.VALUE_NULL ? "" : in.getText();
                if (protections.mayRead(name, caller)) {
                    out.writeStringField(name, value);
                }
            }
        }
    }

    private static void optional(JsonGenerator out, String name, @Nullable String value) throws IOException {
        if (value != null) {
            out.writeStringField(name, value);
        }
    }

    private static void number(JsonGenerator out, String name, @Nullable Long value) throws IOException {
        if (value == null) {
            out.writeNullField(name);
        } else {
            out.writeNumberField(name, value);
        }
    }
}
