package io.vitrine.imageapi.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.contracts.internal.OpenPlacement;
import io.vitrine.imageapi.data.World;
import io.vitrine.imageapi.data.Writes;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.quota.Limits;
import io.vitrine.imageapi.quota.ProjectQuotas;
import io.vitrine.imageapi.quota.QuotaLimit;
import io.vitrine.imageapi.system.RealComponents;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Imports within the limits of their project. */
@QuarkusTest
@WithTestResource(RealComponents.class)
@TestProfile(ProjectQuotas.class)
class ImportQuotaIT {
    @Inject
    World world;

    @Inject
    Writes writes;

    @Inject
    Limits limits;

    @Inject
    ImportRequests requests;

    @Inject
    JobClaims claims;

    @Inject
    JobPlacement placement;

    private String project;

    @BeforeEach
    void nothingWaits() {
        world.stores();
        world.change("update tasks set status = 'failure' where status in ('pending', 'processing')");
        project = limits.project();
    }

    @Test
    void anImportThatFindsItsProjectFullEndsBeforeItBegins() {
        UUID image = requested();
        limits.set(project, QuotaLimit.IMAGE_COUNT_UPLOADING, 0);

        assertThat(claims.claim("worker-1")).isInstanceOf(ClaimOutcome.Settled.class);

        assertThat(world.status(image)).isEqualTo("queued");
        assertThat(world.text("select failed_import[1] from images where id = ?", image))
                .isEqualTo("fast");
        assertThat(world.text("select message from tasks where image_id = ?", image))
                .isEqualTo("The limit image_count_uploading allows 0; 0 are used and 1 more were asked for.");
    }

    @Test
    void whatAnImportBringsIsReservedWhereItGoes() {
        limits.set(project, QuotaLimit.IMAGE_SIZE_TOTAL, 1);
        limits.set(project, QuotaLimit.IMAGE_COUNT_UPLOADING, 1);
        requested();
        ImportJob job = ((ClaimOutcome.Claimed) claims.claim("worker-1")).job();
        assertThat(limits.used(project, QuotaLimit.IMAGE_COUNT_UPLOADING)).isEqualTo(1);
        assertThatThrownBy(() -> place(job, 1L + (1 << 20)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("image_size_total");

        assertThat(place(job, 5)).isTrue();

        assertThat(limits.used(project, QuotaLimit.IMAGE_SIZE_TOTAL)).isEqualTo(5);
        assertThat(limits.used(project, QuotaLimit.IMAGE_COUNT_UPLOADING)).isZero();
        assertThat(limits.kept(project)).isEqualTo(limits.counted(project));
    }

    private UUID requested() {
        UUID image = world.queuedImage(project);
        String uri = "http://images.example.org/a.qcow2";
        requests.request(
                image.toString(),
                World.member(project),
                new ImportRequest("web-download", uri, null, false, true),
                null);
        return image;
    }

    private boolean place(ImportJob job, long size) {
        var grant = placement.open(job.taskId(), new OpenPlacement("gateway-1", job.generation(), "fast", size));
        assertThat(limits.used(project, QuotaLimit.IMAGE_SIZE_TOTAL)).isEqualTo(size);
        return writes.commit(grant);
    }
}
