package io.vitrine.storegateway.imageapi;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vitrine.contracts.internal.AbortUpload;
import io.vitrine.contracts.internal.Announcement;
import io.vitrine.contracts.internal.BadLocation;
import io.vitrine.contracts.internal.CacheCheck;
import io.vitrine.contracts.internal.CacheGone;
import io.vitrine.contracts.internal.CommitUpload;
import io.vitrine.contracts.internal.DownloadGrant;
import io.vitrine.contracts.internal.ExtendUpload;
import io.vitrine.contracts.internal.ExtendedGrant;
import io.vitrine.contracts.internal.GivenLocation;
import io.vitrine.contracts.internal.JobProgress;
import io.vitrine.contracts.internal.LocationDigests;
import io.vitrine.contracts.internal.LocationFound;
import io.vitrine.contracts.internal.LocationOrder;
import io.vitrine.contracts.internal.OpenDownload;
import io.vitrine.contracts.internal.OpenPart;
import io.vitrine.contracts.internal.OpenPlacement;
import io.vitrine.contracts.internal.OpenSource;
import io.vitrine.contracts.internal.OpenUpload;
import io.vitrine.contracts.internal.PartGrant;
import io.vitrine.contracts.internal.RenewLeases;
import io.vitrine.contracts.internal.RenewedLeases;
import io.vitrine.contracts.internal.StagedSource;
import io.vitrine.contracts.internal.UploadGrant;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;

/**
 * What this service asks image-api. Nothing blocks; every future ends within the configured time, in an answer or in an {@link
 * ImageApiException}. Path parts are put in as they are: they must be free of slashes.
 */
@ApplicationScoped
public class ImageApi {
    private final Exchange exchange;

    ImageApi(Exchange exchange) {
        this.exchange = exchange;
    }

    /** May the caller write this image's bytes? Not repeated: two openings would be two uploads. */
    public Future<UploadGrant> openUpload(String imageId, OpenUpload open, Caller caller) {
        return exchange.send(
                HttpMethod.POST, "/internal/v1/images/" + imageId + "/uploads", open, caller, UploadGrant.class);
    }

    /** May the caller stage this image's bytes? Not repeated, either. */
    public Future<UploadGrant> openStage(String imageId, OpenUpload open, Caller caller) {
        return exchange.send(
                HttpMethod.POST, "/internal/v1/images/" + imageId + "/stages", open, caller, UploadGrant.class);
    }

    /** May the caller go on with this resumable upload? Not repeated, either. */
    public Future<PartGrant> openPart(String imageId, String upload, OpenPart open, Caller caller) {
        String path = "/internal/v1/images/" + imageId + "/resumables/" + upload + "/parts";
        return exchange.send(HttpMethod.POST, path, open, caller, PartGrant.class);
    }

    /** May the caller read this image's bytes, and where are they? */
    public Future<DownloadGrant> openDownload(String imageId, OpenDownload open, Caller caller) {
        return exchange.send(
                HttpMethod.POST, "/internal/v1/images/" + imageId + "/downloads", open, caller, DownloadGrant.class);
    }

    /** The bytes of that location are not the ones that were written. */
    public Future<Void> reportBad(UUID imageId, long location, String reason, Caller caller) {
        return exchange.sendAgain(
                HttpMethod.POST,
                "/internal/v1/images/" + imageId + "/locations/" + location + "/bad",
                new BadLocation(reason),
                caller,
                Void.class);
    }

    /** May this job write into that store? */
    public Future<UploadGrant> openPlacement(String task, OpenPlacement open, Caller caller) {
        return exchange.send(
                HttpMethod.POST, "/internal/v1/jobs/" + task + "/uploads", open, caller, UploadGrant.class);
    }

    /** Where are the bytes that this job copies? */
    public Future<DownloadGrant> jobSource(String task, long generation, Caller caller) {
        return exchange.sendAgain(
                HttpMethod.POST,
                "/internal/v1/jobs/" + task + "/source",
                new OpenSource(generation),
                caller,
                DownloadGrant.class);
    }

    /** Where are the bytes that are staged for this job, and what must they be? */
    public Future<StagedSource> staged(String task, long generation, Caller caller) {
        return exchange.sendAgain(
                HttpMethod.POST,
                "/internal/v1/jobs/" + task + "/staged",
                new OpenSource(generation),
                caller,
                StagedSource.class);
    }

    /** How far this job is; asked once, because the next one comes soon. */
    public Future<Void> progress(String task, JobProgress progress, Caller caller) {
        return exchange.send(HttpMethod.POST, "/internal/v1/jobs/" + task + "/progress", progress, caller, Void.class);
    }

    /** Where is the image of this job said to be? */
    public Future<GivenLocation> jobLocation(String task, long generation, Caller caller) {
        return exchange.sendAgain(
                HttpMethod.POST, location(task, ""), new OpenSource(generation), caller, GivenLocation.class);
    }

    /** It is in a store and has bytes: what else is wanted? */
    public Future<LocationOrder> locationFound(String task, LocationFound found, Caller caller) {
        return exchange.sendAgain(HttpMethod.POST, location(task, "/found"), found, caller, LocationOrder.class);
    }

    /** These are its digests. */
    public Future<Void> locationDigests(String task, LocationDigests digests, Caller caller) {
        return exchange.sendAgain(HttpMethod.POST, location(task, "/digests"), digests, caller, Void.class);
    }

    /** Where are the bytes of an active image, for this gateway's own cache? */
    public Future<DownloadGrant> cacheSource(UUID image, Caller caller) {
        return exchange.sendAgain(
                HttpMethod.POST, "/internal/v1/cache/sources/" + image, Map.of(), caller, DownloadGrant.class);
    }

    /** Which of these images are no more? */
    public Future<CacheGone> checkCache(CacheCheck check, Caller caller) {
        return exchange.sendAgain(HttpMethod.POST, "/internal/v1/cache/checks", check, caller, CacheGone.class);
    }

    public Future<ExtendedGrant> extend(UUID upload, ExtendUpload extend, Caller caller) {
        return exchange.send(HttpMethod.POST, uploads(upload, "extend"), extend, caller, ExtendedGrant.class);
    }

    /** Asked once; whoever commits decides how long to go on asking. */
    public Future<Void> commit(UUID upload, CommitUpload commit, Caller caller) {
        return exchange.send(HttpMethod.POST, uploads(upload, "commit"), commit, caller, Void.class);
    }

    public Future<Void> abort(UUID upload, AbortUpload abort, Caller caller) {
        return exchange.sendAgain(HttpMethod.POST, uploads(upload, "abort"), abort, caller, Void.class);
    }

    public Future<RenewedLeases> renew(RenewLeases leases, Caller caller) {
        return exchange.sendAgain(HttpMethod.POST, "/internal/v1/leases/renew", leases, caller, RenewedLeases.class);
    }

    public Future<Void> announce(String gatewayId, Announcement announcement, Caller caller) {
        return exchange.send(HttpMethod.PUT, "/internal/v1/gateways/" + gatewayId, announcement, caller, Void.class);
    }

    private static String location(String task, String what) {
        return "/internal/v1/jobs/" + task + "/location" + what;
    }

    private static String uploads(UUID upload, String verb) {
        return "/internal/v1/uploads/" + upload + "/" + verb;
    }
}
