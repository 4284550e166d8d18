package io.vitrine.imageapi.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Members and tasks: documents that only this service writes. */
final class OtherSchemas {
    private static final List<String> TASK_DETAILS = List.of("input", "result", "message", "progress");

    private OtherSchemas() {}

    static ObjectNode member() {
        ObjectNode properties = Json.object();
        properties.set("created_at", Json.text("When the image was shared"));
        properties.set("image_id", Json.text("Id of the image"));
        properties.set("member_id", Json.text("Project that the image is shared with"));
        properties.set("schema", Json.readOnly(Json.text("Path of this schema")));
        properties.set(
                "status",
                Json.oneOf(Json.text("What the project says to it"), List.of("pending", "accepted", "rejected")));
        properties.set("updated_at", Json.text("When the share was last changed"));
        return named("member", properties);
    }

    static ObjectNode members() {
        return Json.page("members", member(), false);
    }

    static ObjectNode task() {
        ObjectNode properties = Json.object();
        properties.set("id", Json.text("Id of the task"));
        properties.set(
                "type",
                Json.oneOf(Json.text("What it does"), List.of("import", "api_image_import", "location_import")));
        properties.set(
                "status",
                Json.oneOf(Json.text("How it fares"), List.of("pending", "processing", "success", "failure")));
        properties.set("owner", Json.text("Project that asked for it"));
        properties.set("image_id", Json.text("Image that it works on"));
        properties.set("request_id", Json.text("Request that asked for it"));
        properties.set("user_id", Json.text("User who asked for it"));
        properties.set("input", Json.nullable("object", "What was asked for"));
        properties.set("result", Json.nullable("object", "What came of it"));
        properties.set("message", Json.text("Progress, or why it failed"));
        properties.set("progress", Json.nullable("object", "Phase, bytes and queue position, until it is over"));
        properties.set("expires_at", Json.nullable("string", "When it is forgotten"));
        properties.set("created_at", Json.text("When it was asked for"));
        properties.set("updated_at", Json.text("When it last changed"));
        properties.set("self", Json.readOnly(Json.text("Path of the task")));
        properties.set("schema", Json.readOnly(Json.text("Path of this schema")));
        return named("task", properties);
    }

    static ObjectNode tasks() {
        ObjectNode item = task();
        ((ObjectNode) item.path("properties")).remove(TASK_DETAILS);
        return Json.page("tasks", item, true);
    }

    private static ObjectNode named(String name, ObjectNode properties) {
        ObjectNode schema = Json.object().put("name", name);
        schema.set("properties", properties);
        return schema;
    }
}
