package io.vitrine.imageapi.cache;

import io.vitrine.contracts.internal.CacheDropped;
import io.vitrine.contracts.internal.CacheListing;
import io.vitrine.contracts.internal.CachePruned;
import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.gateway.GatewayCall;
import io.vitrine.imageapi.image.ImageAccess;
import io.vitrine.imageapi.image.ImageStatus;
import io.vitrine.imageapi.policy.Policy;
import io.vitrine.imageapi.policy.Rule;
import io.vitrine.imageapi.policy.Target;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The cache calls. The order of their refusals: image (404), rule (403), no cache (404), everything else. */
@ApplicationScoped
class CacheManagement {
    private static final String CACHE = "/internal/v1/cache";
    private static final String STATUS = "select status from images where id = ? and deleted_at is null";

    private final ImageAccess images;
    private final Policy policy;
    private final Nodes nodes;
    private final Sql sql;

    CacheManagement(ImageAccess images, Policy policy, Nodes nodes, Sql sql) {
        this.images = images;
        this.policy = policy;
        this.nodes = nodes;
        this.sql = sql;
    }

    CacheView list(@Nullable String node, Caller caller, Rule rule) {
        admit(caller, rule);
        return CacheView.of(
                nodes.read(node, GatewayCall.get(CACHE, CacheListing.class)).values());
    }

    /** Has the image fetched at once by every gateway that does not have it. */
    void queue(String imageId, @Nullable String node, Caller caller, Rule rule) {
        images.check(imageId, caller, rule);
        nodes.requireOn();
        UUID id = ImageAccess.parse(imageId);
        ImageStatus status = sql.first(STATUS, row -> ImageStatus.of(row.getString("status")), id)
                .orElseThrow(() -> ImageAccess.missing(imageId));
        if (status != ImageStatus.ACTIVE) {
            throw ProblemException.badRequest(
                    "Image %s is %s: only an active image can be cached.".formatted(id, status.word()));
        }
        nodes.change(node, GatewayCall.put(CACHE + "/queue/" + id, null, Void.class));
    }

    /** @throws ProblemException 404 when there is neither an image of this id nor anything in a cache or a queue */
    void drop(String imageId, @Nullable String node, Caller caller) {
        UUID id = ImageAccess.parse(imageId);
        Optional<Target> image = images.target(imageId, caller).filter(target -> policy.shows(target, caller));
        Target target = image.orElseGet(() -> Target.none(caller));
        if (image.isEmpty() && !policy.allows(Rule.CACHE_DELETE, caller, target)) {
            throw ImageAccess.missing(imageId);
        }
        policy.require(Rule.CACHE_DELETE, caller, target);
        nodes.requireOn();
        CacheDropped dropped = drop(id, CacheTarget.BOTH, node);
        if (image.isEmpty() && dropped.images() + dropped.queued() == 0) {
            throw ImageAccess.missing(imageId);
        }
    }

    /** In the old way: what is not there is dropped as well. */
    void drop(String imageId, CacheTarget target, @Nullable String node, Caller caller) {
        admit(caller, Rule.MANAGE_IMAGE_CACHE);
        drop(ImageAccess.parse(imageId), target, node);
    }

    /** @param target what the header says, null when there is none */
    void clear(@Nullable String target, @Nullable String node, Caller caller) {
        admit(caller, Rule.CACHE_DELETE);
        clear(CacheTarget.of(target), node);
    }

    CacheDropped clear(CacheTarget target, @Nullable String node, Caller caller) {
        admit(caller, Rule.MANAGE_IMAGE_CACHE);
        return clear(target, node);
    }

    void clean(@Nullable String node, Caller caller) {
        admit(caller, Rule.CACHE_CLEAN);
        nodes.change(node, GatewayCall.post(CACHE + "/clean", null, Void.class));
    }

    CacheView.Pruned prune(@Nullable String node, Caller caller) {
        admit(caller, Rule.CACHE_PRUNE);
        return CacheView.Pruned.of(
                present(nodes.change(node, GatewayCall.post(CACHE + "/prune", null, CachePruned.class))));
    }

    /** Addresses of the gateways that have the image. */
    List<String> nodes(String imageId, Caller caller) {
        images.check(imageId, caller, Rule.LIST_CACHED_NODES);
        nodes.requireOn();
        UUID id = ImageAccess.parse(imageId);
        return nodes.read(null, GatewayCall.get(CACHE, CacheListing.class)).entrySet().stream()
                .filter(node -> node.getValue().images().stream()
                        .anyMatch(image -> image.imageId().equals(id)))
                .map(node -> node.getKey().url())
                .sorted()
                .toList();
    }

    private void admit(Caller caller, Rule rule) {
        policy.require(rule, caller, Target.none(caller));
        nodes.requireOn();
    }

    private CacheDropped drop(UUID image, CacheTarget target, @Nullable String node) {
        return sum(nodes.change(node, GatewayCall.delete(CACHE + "/" + image + target.query(), CacheDropped.class)));
    }

    private CacheDropped clear(CacheTarget target, @Nullable String node) {
        return sum(nodes.change(node, GatewayCall.delete(CACHE + target.query(), CacheDropped.class)));
    }

    private static CacheDropped sum(List<@Nullable CacheDropped> all) {
        return present(all).stream()
                .reduce(
                        new CacheDropped(0, 0),
                        (a, b) -> new CacheDropped(a.images() + b.images(), a.queued() + b.queued()));
    }

    private static <T> List<T> present(List<@Nullable T> answers) {
        return answers.stream()
                .filter(Objects::nonNull)
                .<T>map(Objects::requireNonNull)
                .toList();
    }
}
