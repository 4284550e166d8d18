package io.vitrine.imageapi.policy;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rules of spec policy, section 3, each with its default as a policy file would write it. {@link Policy} decides; a rule never does without
 * the visibility check before it.
 */
public enum Rule {
    DEFAULT("@", "What a rule without a default of its own would be"),
    CONTEXT_IS_ADMIN("role:admin", "Who is an administrator, of all projects"),
    SERVICE_API("role:service or role:admin", "Who calls as a service"),

    ADD_IMAGE(Text.MEMBER, "Make an image"),
    GET_IMAGES(Text.READER, "List images; get_image is then asked for each"),
    GET_IMAGE(
            "rule:context_is_admin or (role:reader and " + Text.REACHED + ")",
            "See an image; nothing works without it"),
    MODIFY_IMAGE(Text.MEMBER, "Change an image or its tags, stage its data"),
    DELETE_IMAGE(Text.MEMBER, "Delete an image"),
    PUBLICIZE_IMAGE(Text.ADMIN, "Make an image public"),
    COMMUNITIZE_IMAGE(Text.MEMBER, "Make an image a community image"),
    UPLOAD_IMAGE(Text.MEMBER, "Send an image's data"),
    DOWNLOAD_IMAGE(Text.DOWNLOAD, "Read an image's data"),
    DOWNLOAD_FROM_STORE(Text.DOWNLOAD, "Choose the store that the data comes from"),
    GET_IMAGE_LOCATION(Text.READER, "See where an image's data is"),
    SET_IMAGE_LOCATION(Text.MEMBER, "Say where an image's data is"),
    DELETE_IMAGE_LOCATION(Text.ADMIN, "Take an image's data out of a store"),
    ADD_IMAGE_LOCATION(
            "rule:service_api or (role:member and project_id:%(project_id)s)", "Add a location to a queued image"),
    FETCH_IMAGE_LOCATION("rule:service_api", "Read the locations of an image"),

    ADD_MEMBER(Text.MEMBER, "Share an image with a project"),
    DELETE_MEMBER(Text.MEMBER, "End the sharing of an image with a project"),
    GET_MEMBER(Text.PARTY, "See one member of an image"),
    GET_MEMBERS(Text.PARTY, "List the members of an image"),
    MODIFY_MEMBER(
            "rule:context_is_admin or (role:member and project_id:%(member_id)s)", "Accept or reject a shared image"),

    DEACTIVATE(Text.MEMBER, "Close an image's data"),
    REACTIVATE(Text.MEMBER, "Open an image's data again"),
    COPY_IMAGE(Text.ADMIN, "Copy an image's data to other stores, also that of others"),
    STORES_INFO_DETAIL("rule:context_is_admin or rule:service_api", "See how the stores are made"),

    MANAGE_IMAGE_CACHE(Text.ADMIN, "Manage the cache in the old way"),
    CACHE_IMAGE(Text.ADMIN, "Queue an image for the cache"),
    CACHE_LIST(Text.ADMIN, "List the cache"),
    CACHE_DELETE(Text.ADMIN, "Take an image out of the cache"),
    CACHE_CLEAN(Text.ADMIN, "Clean the cache"),
    CACHE_PRUNE(Text.ADMIN, "Prune the cache"),
    LIST_CACHED_NODES(Text.ADMIN, "See which nodes have an image in their cache"),

    TASKS_API_ACCESS(Text.ADMIN, "Use the tasks API"),
    GET_TASK("@", "See a task, inside other calls"),
    GET_TASKS("@", "List tasks, inside other calls"),
    ADD_TASK("@", "Make a task, inside other calls"),
    MODIFY_TASK("@", "Never asked; deprecated"),

    METADEF_DEFAULT("@", "Never asked; for files that name it"),
    METADEF_ADMIN(Text.ADMIN, "Change metadata definitions"),
    GET_METADEF_NAMESPACES(Text.READER, "List namespaces"),
    GET_METADEF_NAMESPACE(Text.NAMESPACE, "See a namespace"),
    GET_METADEF_OBJECTS(Text.NAMESPACE, "List the objects of a namespace"),
    GET_METADEF_OBJECT(Text.NAMESPACE, "See an object of a namespace"),
    GET_METADEF_PROPERTIES(Text.NAMESPACE, "List the properties of a namespace"),
    GET_METADEF_PROPERTY(Text.NAMESPACE, "See a property of a namespace"),
    GET_METADEF_TAGS(Text.NAMESPACE, "List the tags of a namespace"),
    GET_METADEF_TAG(Text.NAMESPACE, "See a tag of a namespace"),
    LIST_METADEF_RESOURCE_TYPES(Text.NAMESPACE, "List resource types"),
    GET_METADEF_RESOURCE_TYPE(Text.NAMESPACE, "See the resource types of a namespace"),
    ADD_METADEF_NAMESPACE(Text.METADEF, "Make a namespace"),
    MODIFY_METADEF_NAMESPACE(Text.METADEF, "Change a namespace"),
    DELETE_METADEF_NAMESPACE(Text.METADEF, "Delete a namespace"),
    ADD_METADEF_OBJECT(Text.METADEF, "Make an object in a namespace"),
    MODIFY_METADEF_OBJECT(Text.METADEF, "Change an object of a namespace"),
    DELETE_METADEF_OBJECT(Text.METADEF, "Delete an object of a namespace"),
    ADD_METADEF_PROPERTY(Text.METADEF, "Make a property in a namespace"),
    MODIFY_METADEF_PROPERTY(Text.METADEF, "Change a property of a namespace"),
    REMOVE_METADEF_PROPERTY(Text.METADEF, "Delete a property of a namespace"),
    ADD_METADEF_TAG(Text.METADEF, "Make a tag in a namespace"),
    ADD_METADEF_TAGS(Text.METADEF, "Make the tags of a namespace"),
    MODIFY_METADEF_TAG(Text.METADEF, "Change a tag of a namespace"),
    DELETE_METADEF_TAG(Text.METADEF, "Delete a tag of a namespace"),
    DELETE_METADEF_TAGS(Text.METADEF, "Delete the tags of a namespace"),
    ADD_METADEF_RESOURCE_TYPE_ASSOCIATION(Text.METADEF, "Tie a resource type to a namespace"),
    REMOVE_METADEF_RESOURCE_TYPE_ASSOCIATION(Text.METADEF, "Untie a resource type from a namespace");

    /** Conditions that many rules share (spec: policy, section 2). */
    private static final class Text {
        static final String ADMIN = "rule:context_is_admin";
        static final String METADEF = "rule:metadef_admin";
        static final String MEMBER = ADMIN + " or (role:member and project_id:%(project_id)s)";
        static final String READER = ADMIN + " or (role:reader and project_id:%(project_id)s)";
        static final String REACHED =
                "(project_id:%(project_id)s or project_id:%(member_id)s or 'community':%(visibility)s"
                        + " or 'public':%(visibility)s or 'shared':%(visibility)s)";
        static final String DOWNLOAD = ADMIN + " or (role:member and " + REACHED + ")";
        static final String PARTY =
                ADMIN + " or (role:reader and (project_id:%(project_id)s or project_id:%(member_id)s))";
        static final String NAMESPACE =
                ADMIN + " or (role:reader and (project_id:%(project_id)s or 'public':%(visibility)s))";
    }

    private static final Map<String, Rule> BY_WORD =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(Rule::word, Function.identity()));

    private final String word = name().toLowerCase(Locale.ROOT);
    private final String byDefault;
    private final String description;

    Rule(String byDefault, String description) {
        this.byDefault = byDefault;
        this.description = description;
    }

    public static Optional<Rule> of(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }

    /** As the policy file names it. */
    public String word() {
        return word;
    }

    /** The expression that holds when the policy file says nothing. */
    public String byDefault() {
        return byDefault;
    }

    /** What the rule opens, for whoever writes a policy file. */
    public String description() {
        return description;
    }
}
