package io.vitrine.importworker.method;

import io.vitrine.contracts.internal.FinishJob.JobFailure;
import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.importworker.gateway.PlaceOutcome.Placed;
import io.vitrine.importworker.step.StepOutcome;
import java.util.Map;

/** The methods that this worker knows, by the name that the API gives them. */
public final class ImportMethods implements ImportMethod {
    private final Map<String, ImportMethod> byName;

    public ImportMethods(
            GlanceDirect glanceDirect,
            Copied copied,
            WebDownload webDownload,
            GlanceDownload glanceDownload,
            GivenLocation location) {
        this.byName = Map.of(
                "glance-direct",
                glanceDirect,
                "copy-image",
                copied,
                "web-download",
                webDownload,
                "glance-download",
                glanceDownload,
                ImportJob.LOCATION,
                location);
    }

    @Override
    public StepOutcome<Placed> run(ImportJob job) throws InterruptedException {
        ImportMethod method = byName.get(job.method());
        if (method == null) {
            return new StepOutcome.Failed<>(
                    new JobFailure("unknown_method", "This import method is not available here.", null, false));
        }
        return method.run(job);
    }
}
