package io.vitrine.imageapi.member;

import io.vitrine.contracts.MessageType;
import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.image.ActingIdentity;
import io.vitrine.imageapi.image.ImageAccess;
import io.vitrine.imageapi.image.ImageLimits;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.outbox.Outbox;
import io.vitrine.imageapi.policy.Rule;
import io.vitrine.imageapi.policy.Target;
import io.vitrine.imageapi.policy.Visibility;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.quota.CountLimit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An owner offers an image to projects; each accepts or rejects for itself. Members are kept while the image is not {@code shared}, but
 * nobody can use or see them then.
 */
@ApplicationScoped
class Sharing {
    private final ImageAccess access;
    private final Members members;
    private final ImageLimits limits;
    private final Outbox outbox;
    private final ActingIdentity identity;
    private final Clock clock;

    Sharing(
            ImageAccess access,
            Members members,
            ImageLimits limits,
            Outbox outbox,
            ActingIdentity identity,
            Clock clock) {
        this.access = access;
        this.members = members;
        this.limits = limits;
        this.outbox = outbox;
        this.identity = identity;
        this.clock = clock;
    }

    /** @throws ProblemException 403, 404, 409: it is a member already, 413: one too many */
    @Transactional
    Member add(String imageId, String project, Caller caller) {
        ImageRow image = access.lock(imageId, caller, Rule.ADD_MEMBER);
        requireShared(image.visibility);
        if (members.find(image.id, project).isPresent()) {
            throw ProblemException.conflict("Project %s is a member of image %s already.".formatted(project, image.id));
        }
        int wanted = Math.toIntExact(members.count(image.id)) + 1;
        CountLimit.check("images.limits.members", limits.members(), "members", wanted);
        Member member = members.add(image.id, project);
        tell(MessageType.IMAGE_MEMBER_CREATE, member, null, caller);
        return member;
    }

    /**
     * All members for the owner and administrators, its own row for a member.
     *
     * @throws ProblemException 403, 404
     */
    List<Member> list(String imageId, Caller caller) {
        Target image = access.check(imageId, caller, Rule.GET_MEMBERS);
        requireShared(image.visibility());
        UUID id = ImageAccess.parse(imageId);
        return seesAll(caller, image.owner())
                ? members.of(id)
                : members.find(id, Objects.requireNonNull(caller.projectId())).stream()
                        .toList();
    }

    /** @throws ProblemException 404 for every denial */
    Member show(String imageId, String project, Caller caller) {
        Target image = access.checkOrHide(imageId, caller, Rule.GET_MEMBER);
        if (image.visibility() != Visibility.SHARED
                || !seesAll(caller, image.owner()) && !project.equals(caller.projectId())) {
            throw missing(project, imageId);
        }
        return members.find(ImageAccess.parse(imageId), project).orElseThrow(() -> missing(project, imageId));
    }

    /** @throws ProblemException 403 for the owner, who offers but does not answer; 404: no such row, or another member's */
    @Transactional
    Member answer(String imageId, String project, MemberStatus status, Caller caller) {
        ImageRow image = access.lock(imageId, caller, Rule.MODIFY_MEMBER);
        requireShared(image.visibility);
        if (!caller.isAdmin() && !project.equals(caller.projectId())) {
            throw missing(project, imageId);
        }
        Member member = members.setStatus(image.id, project, status).orElseThrow(() -> missing(project, imageId));
        tell(MessageType.IMAGE_MEMBER_UPDATE, member, null, caller);
        return member;
    }

    /** @throws ProblemException 403 for the member itself, which can only reject; 404 */
    @Transactional
    void remove(String imageId, String project, Caller caller) {
        ImageRow image = access.lock(imageId, caller, Rule.DELETE_MEMBER);
        requireShared(image.visibility);
        Member member = members.remove(image.id, project).orElseThrow(() -> missing(project, imageId));
        tell(MessageType.IMAGE_MEMBER_DELETE, member, clock.instant(), caller);
    }

    /** @param deletedAt null while it is a member */
    private void tell(String event, Member member, @Nullable Instant deletedAt, Caller by) {
        outbox.memberEvent(event, member.imageId(), member.data(deletedAt), identity.headers(by));
    }

    private static boolean seesAll(Caller caller, @Nullable String owner) {
        return caller.isAdmin() || caller.owns(owner);
    }

    private static void requireShared(Visibility visibility) {
        if (visibility != Visibility.SHARED) {
            throw ProblemException.forbidden("Only shared images have members.");
        }
    }

    private static ProblemException missing(String project, String imageId) {
        return ProblemException.notFound("Project %s is no member of image %s.".formatted(project, imageId));
    }
}
