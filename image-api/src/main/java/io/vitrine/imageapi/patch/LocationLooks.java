package io.vitrine.imageapi.patch;

import io.vitrine.contracts.internal.LocationFacts;
import io.vitrine.contracts.internal.LookAtLocation;
import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.data.SizeConfig;
import io.vitrine.imageapi.gateway.GatewayAnswer;
import io.vitrine.imageapi.gateway.GatewayCall;
import io.vitrine.imageapi.gateway.Gateways;
import io.vitrine.imageapi.image.ImageAccess;
import io.vitrine.imageapi.image.ImageLimits;
import io.vitrine.imageapi.image.ImageStatus;
import io.vitrine.imageapi.policy.Rule;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.quota.CountLimit;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Has store-gateway look at the locations that a patch adds, before the patch locks anything: reading takes its time. Whoever may not add
 * them has nobody look. The patch itself judges again, under the lock.
 */
@ApplicationScoped
class LocationLooks {
    private static final Duration A_LOOK = Duration.ofSeconds(60);
    /** Bytes that an image with bytes gets are read from first to last. */
    private static final Duration A_READING = Duration.ofMinutes(15);

    private static final String STATE = """
            select status, os_hash_algo,
                exists (select 1 from image_locations l where l.image_id = i.id and l.status = 'active') as bytes
            from images i where id = ? and deleted_at is null
            """;

    private record State(ImageStatus status, @Nullable String algorithm, boolean hasBytes) {}

    private final ImageAccess access;
    private final Gateways gateways;
    private final ImageLimits limits;
    private final SizeConfig sizes;
    private final Sql sql;

    LocationLooks(ImageAccess access, Gateways gateways, ImageLimits limits, SizeConfig sizes, Sql sql) {
        this.access = access;
        this.gateways = gateways;
        this.limits = limits;
        this.sizes = sizes;
        this.sql = sql;
    }

    /**
     * What is there, by URL. Nothing for what the patch will refuse anyway.
     *
     * @throws ProblemException 404, 403, 413, or 400 for a location that is none
     */
    Map<String, LocationFacts> of(String imageId, List<Change> changes, Caller caller) {
        if (given(changes, true).isEmpty()) {
            return Map.of();
        }
        access.check(imageId, caller, Rule.MODIFY_IMAGE);
        access.check(imageId, caller, Rule.SET_IMAGE_LOCATION);
        State state = sql.first(STATE, LocationLooks::state, ImageAccess.parse(imageId))
                .orElseThrow(() -> ImageAccess.missing(imageId));
        boolean queued = state.status() == ImageStatus.QUEUED;
        if (!queued && state.status() != ImageStatus.ACTIVE) {
            return Map.of();
        }
        List<GivenValue> wanted = given(changes, !state.hasBytes());
        CountLimit.check("images.limits.locations", limits.locations(), "locations", wanted.size());
        // The first location of an image may be taken at its word; whatever joins another must have its bytes.
        String algorithm = queued ? (wanted.size() > 1 ? sizes.hashAlgorithm() : null) : state.algorithm();
        Map<String, LocationFacts> facts = new HashMap<>();
        for (GivenValue value : wanted) {
            if (queued || algorithm != null && value.validationData() != null) {
                facts.computeIfAbsent(value.url(), url -> look(url, algorithm));
            }
        }
        return facts;
    }

    private static List<GivenValue> given(List<Change> changes, boolean replaced) {
        return changes.stream()
                .flatMap(change -> switch (change) {
                    case Change.AddLocation add -> Stream.of(add.value());
                    case Change.ReplaceLocations all -> replaced ? all.values().stream() : Stream.<GivenValue>of();
                    case Change.RemoveLocation removal -> Stream.<GivenValue>of();
                    case Change.Base base -> Stream.<GivenValue>of();
                    case Change.Property property -> Stream.<GivenValue>of();
                })
                .toList();
    }

    private LocationFacts look(String url, @Nullable String algorithm) {
        var call = GatewayCall.post(
                        "/internal/v1/locations/look", new LookAtLocation(url, algorithm), LocationFacts.class)
                .within(algorithm == null ? A_LOOK : A_READING);
        return switch (gateways.any(call)) {
            case GatewayAnswer.Done<LocationFacts> done -> done.required();
            case GatewayAnswer.Refused<LocationFacts> refused ->
                throw ProblemException.badRequest(refused.problem().detail());
            case GatewayAnswer.Silent<LocationFacts> silent -> throw new IllegalStateException(silent.reason());
        };
    }

    private static State state(ResultSet row) throws SQLException {
        return new State(
                ImageStatus.of(row.getString("status")), row.getString("os_hash_algo"), row.getBoolean("bytes"));
    }
}
