package io.vitrine.imageapi.policy;

import static io.vitrine.imageapi.auth.Role.MEMBER;
import static io.vitrine.imageapi.auth.Role.READER;
import static io.vitrine.imageapi.auth.Role.SERVICE;

import io.vitrine.imageapi.auth.Caller;
import java.util.Locale;

/** The rules of spec policy, section 3, each with its default. A rule never decides without the visibility check before it. */
public enum Rule {
    ADD_IMAGE((caller, target) -> caller.isAdmin() || caller.has(MEMBER) && caller.owns(target.owner())),
    GET_IMAGES((caller, target) -> caller.isAdmin() || caller.has(READER) && caller.projectId() != null),
    GET_IMAGE((caller, target) -> caller.isAdmin() || caller.has(READER) && reaches(caller, target)),
    MODIFY_IMAGE(Rule::memberOfOwner),
    DELETE_IMAGE(Rule::memberOfOwner),
    PUBLICIZE_IMAGE((caller, target) -> caller.isAdmin()),
    COMMUNITIZE_IMAGE(Rule::memberOfOwner),
    UPLOAD_IMAGE(Rule::memberOfOwner),
    DOWNLOAD_IMAGE((caller, target) -> caller.isAdmin() || caller.has(MEMBER) && reaches(caller, target)),
    STORES_INFO_DETAIL((caller, target) -> caller.isAdmin() || caller.has(SERVICE));

    /** One decision, without side effects. */
    @FunctionalInterface
    interface Default {
        boolean allows(Caller caller, Target target);
    }

    private final Default rule;

    Rule(Default rule) {
        this.rule = rule;
    }

    public boolean allows(Caller caller, Target target) {
        return rule.allows(caller, target);
    }

    /** As the policy file names it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static boolean memberOfOwner(Caller caller, Target target) {
        return caller.isAdmin() || caller.has(MEMBER) && caller.owns(target.owner());
    }

    private static boolean reaches(Caller caller, Target target) {
        return caller.owns(target.owner()) || target.imageMember() || target.visibility() != Visibility.PRIVATE;
    }
}
