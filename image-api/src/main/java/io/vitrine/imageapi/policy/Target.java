package io.vitrine.imageapi.policy;

import io.vitrine.imageapi.auth.Caller;
import org.jspecify.annotations.Nullable;

/**
 * What a rule is about.
 *
 * @param imageMember whether the caller's project is a member of the image, whatever the member's status
 * @param attributes everything else, looked at only by rules that ask for it
 */
public record Target(@Nullable String owner, Visibility visibility, boolean imageMember, Attributes attributes) {
    /** Attributes of an image, its extra properties among them. */
    @FunctionalInterface
    public interface Attributes {
        Attributes NONE = (name, value) -> false;

        /** Whether the attribute has this value, or this value among others; {@code true} and {@code false} for those that are yes or no. */
        boolean has(String name, String value);
    }

    /** Nobody's: no condition on a project holds. */
    static final Target EMPTY = new Target(null, Visibility.PRIVATE, false, Attributes.NONE);

    /** What has no attributes but these. */
    public Target(@Nullable String owner, Visibility visibility, boolean imageMember) {
        this(owner, visibility, imageMember, Attributes.NONE);
    }

    /** A call without an image: only the caller's role matters. */
    public static Target none(Caller caller) {
        return new Target(caller.projectId(), Visibility.PRIVATE, false);
    }

    public Target with(Attributes others) {
        return new Target(owner, visibility, imageMember, others);
    }

    /**
     * Whether the caller may know that the image exists (spec: policy, section 4, VISIBLE). The lists say the same in SQL.
     */
    public boolean visibleTo(Caller caller) {
        return caller.isAdmin()
                || owner == null
                || visibility == Visibility.PUBLIC
                || visibility == Visibility.COMMUNITY
                || caller.owns(owner)
                || visibility == Visibility.SHARED && imageMember;
    }

    /** Whether {@code %(attribute)s} of an expression has this value. */
    boolean has(String attribute, String value, Caller caller) {
        return switch (attribute) {
            case "project_id", "owner" -> value.equals(owner);
            case "member_id" -> imageMember && value.equals(caller.projectId());
            case "visibility" -> value.equals(visibility.word());
            default -> attributes.has(attribute, value);
        };
    }
}
