package io.vitrine.imageapi.policy;

import io.vitrine.imageapi.auth.Caller;
import org.jspecify.annotations.Nullable;

/**
 * What a rule is about.
 *
 * @param imageMember whether the caller's project is a member of the image, whatever the member's status
 */
public record Target(@Nullable String owner, Visibility visibility, boolean imageMember) {
    /** Nobody's: no condition on a project holds. */
    static final Target EMPTY = new Target(null, Visibility.PRIVATE, false);

    /** A call without an image: only the caller's role matters. */
    public static Target none(Caller caller) {
        return new Target(caller.projectId(), Visibility.PRIVATE, false);
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
}
