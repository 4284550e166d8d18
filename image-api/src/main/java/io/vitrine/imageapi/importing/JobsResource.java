package io.vitrine.imageapi.importing;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrine.contracts.ServiceRole;
import io.vitrine.contracts.internal.ClaimJob;
import io.vitrine.contracts.internal.DescribeImage;
import io.vitrine.contracts.internal.DownloadGrant;
import io.vitrine.contracts.internal.FinishJob;
import io.vitrine.contracts.internal.ImageConverted;
import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.contracts.internal.JobProgress;
import io.vitrine.contracts.internal.OpenPlacement;
import io.vitrine.contracts.internal.OpenSource;
import io.vitrine.contracts.internal.StagedSource;
import io.vitrine.contracts.internal.UploadGrant;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Import jobs, for those who run them. */
@Path("/internal/v1/jobs")
@RunOnVirtualThread
class JobsResource {
    private final JobClaims claims;
    private final JobPlacement placement;
    private final JobSource source;
    private final JobFinish finish;
    private final Descriptions descriptions;
    private final JobReports reports;

    JobsResource(
            JobClaims claims,
            JobPlacement placement,
            JobSource source,
            JobFinish finish,
            Descriptions descriptions,
            JobReports reports) {
        this.descriptions = descriptions;
        this.claims = claims;
        this.source = source;
        this.placement = placement;
        this.finish = finish;
        this.reports = reports;
    }

    /** @return null, which is 204, when nothing waits */
    @POST
    @Path("claim")
    @RolesAllowed(ServiceRole.IMPORT_WORKER)
    public @Nullable ImportJob claim(ClaimJob request) {
        while (true) {
            switch (claims.claim(request.holder())) {
                case ClaimOutcome.Claimed(ImportJob job) -> {
                    return job;
                }
                case ClaimOutcome.NothingWaits nothing -> {
                    return null;
                }
                case ClaimOutcome.Settled settled -> {}
            }
        }
    }

    @POST
    @Path("{task}/uploads")
    @RolesAllowed(ServiceRole.STORE_GATEWAY)
    public UploadGrant place(@PathParam("task") UUID task, OpenPlacement request) {
        return placement.open(task, request);
    }

    @POST
    @Path("{task}/source")
    @RolesAllowed(ServiceRole.STORE_GATEWAY)
    public DownloadGrant source(@PathParam("task") UUID task, OpenSource request) {
        return source.of(task, request.generation());
    }

    @POST
    @Path("{task}/staged")
    @RolesAllowed(ServiceRole.STORE_GATEWAY)
    public StagedSource staged(@PathParam("task") UUID task, OpenSource request) {
        return source.staged(task, request.generation());
    }

    @POST
    @Path("{task}/description")
    @RolesAllowed(ServiceRole.IMPORT_WORKER)
    public void describe(@PathParam("task") UUID task, DescribeImage found) {
        descriptions.describe(task, found);
    }

    @POST
    @Path("{task}/converted")
    @RolesAllowed(ServiceRole.IMPORT_WORKER)
    public void converted(@PathParam("task") UUID task, ImageConverted result) {
        descriptions.converted(task, result);
    }

    @POST
    @Path("{task}/progress")
    @RolesAllowed({ServiceRole.STORE_GATEWAY, ServiceRole.IMPORT_WORKER})
    public void progress(@PathParam("task") UUID task, JobProgress report) {
        if (reports.note(task, report)) {
            reports.tell(task, report.generation());
        }
    }

    @POST
    @Path("{task}/finish")
    @RolesAllowed(ServiceRole.IMPORT_WORKER)
    public void finish(@PathParam("task") UUID task, FinishJob report) {
        finish.finish(task, report);
    }
}
