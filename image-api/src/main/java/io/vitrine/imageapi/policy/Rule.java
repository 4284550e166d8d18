package io.vitrine.imageapi.policy;

import static io.vitrine.imageapi.auth.Role.MEMBER;
import static io.vitrine.imageapi.auth.Role.READER;
import static io.vitrine.imageapi.auth.Role.SERVICE;

import io.vitrine.imageapi.auth.Caller;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The rules of spec policy, section 3, each with its default. {@link Policy} decides; a rule never does without the visibility check before it. */
public enum Rule {
    ADD_IMAGE(Rule::memberOfOwner),
    GET_IMAGES((caller, target) -> caller.isAdmin() || caller.has(READER) && caller.projectId() != null),
    GET_IMAGE((caller, target) -> caller.isAdmin() || caller.has(READER) && reaches(caller, target)),
    MODIFY_IMAGE(Rule::memberOfOwner),
    DELETE_IMAGE(Rule::memberOfOwner),
    PUBLICIZE_IMAGE(Rule::admin),
    COMMUNITIZE_IMAGE(Rule::memberOfOwner),
    UPLOAD_IMAGE(Rule::memberOfOwner),
    DOWNLOAD_IMAGE(Rule::download),
    DOWNLOAD_FROM_STORE(Rule::download),
    GET_IMAGE_LOCATION((caller, target) -> caller.isAdmin() || caller.has(READER) && caller.owns(target.owner())),
    SET_IMAGE_LOCATION(Rule::memberOfOwner),
    DELETE_IMAGE_LOCATION(Rule::admin),
    ADD_IMAGE_LOCATION((caller, target) -> caller.has(SERVICE) || memberOfOwner(caller, target)),
    FETCH_IMAGE_LOCATION(Rule::service),
    ADD_MEMBER(Rule::memberOfOwner),
    DELETE_MEMBER(Rule::memberOfOwner),
    GET_MEMBER(Rule::party),
    GET_MEMBERS(Rule::party),
    MODIFY_MEMBER((caller, target) -> caller.isAdmin() || caller.has(MEMBER) && target.imageMember()),
    DEACTIVATE(Rule::memberOfOwner),
    REACTIVATE(Rule::memberOfOwner),
    STORES_INFO_DETAIL(Rule::service);

    /** One decision, without side effects. */
    @FunctionalInterface
    interface Default {
        boolean allows(Caller caller, Target target);
    }

    private final Default byDefault;

    Rule(Default byDefault) {
        this.byDefault = byDefault;
    }

    Default byDefault() {
        return byDefault;
    }

    public static Optional<Rule> of(String word) {
        return Arrays.stream(values()).filter(rule -> rule.word().equals(word)).findFirst();
    }

    /** As the policy file names it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static boolean admin(Caller caller, Target target) {
        return caller.isAdmin();
    }

    private static boolean service(Caller caller, Target target) {
        return caller.isAdmin() || caller.has(SERVICE);
    }

    private static boolean memberOfOwner(Caller caller, Target target) {
        return caller.isAdmin() || caller.has(MEMBER) && caller.owns(target.owner());
    }

    private static boolean party(Caller caller, Target target) {
        return caller.isAdmin() || caller.has(READER) && (caller.owns(target.owner()) || target.imageMember());
    }

    private static boolean download(Caller caller, Target target) {
        return caller.isAdmin() || caller.has(MEMBER) && reaches(caller, target);
    }

    private static boolean reaches(Caller caller, Target target) {
        return caller.owns(target.owner()) || target.imageMember() || target.visibility() != Visibility.PRIVATE;
    }
}
