package io.vitrine.imageapi.quota;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrine.imageapi.auth.CurrentCaller;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the caller's project may have and has (spec: images, section 17). */
@Path("/v2/info/usage")
@Authenticated
@RunOnVirtualThread
class UsageResource {
    /** @param limit a negative one is none */
    record Entry(long limit, long usage) {}

    private final CurrentCaller caller;
    private final ProjectLimits limits;
    private final UsageTable usage;

    UsageResource(CurrentCaller caller, ProjectLimits limits, UsageTable usage) {
        this.caller = caller;
        this.limits = limits;
        this.usage = usage;
    }

    @GET
    public Map<String, Map<String, Entry>> usage() {
        @Nullable String project = caller.get().projectId();
        return Map.of("usage", project == null || !limits.areByProject() ? Map.of() : entries(project));
    }

    private Map<String, Entry> entries(String project) {
        Map<QuotaLimit, Long> allowed = limits.all(project);
        ProjectUsage used = usage.read(project);
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (QuotaLimit limit : QuotaLimit.values()) {
            entries.put(limit.word(), new Entry(allowed.getOrDefault(limit, 0L), limit.shown(used.of(limit))));
        }
        return entries;
    }
}
