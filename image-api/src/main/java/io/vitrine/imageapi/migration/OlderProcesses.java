package io.vitrine.imageapi.migration;

import io.quarkus.arc.Unremovable;
import io.vitrine.imageapi.problem.ProblemException;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.module.ModuleDescriptor.Version;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Processes of an older release than this program that may still serve: what they need must not be taken away. */
@Unremovable
@ApplicationScoped
public class OlderProcesses {
    private static final String SEEN = """
            select name, version, extract(epoch from clock_timestamp() - seen_at)::bigint as age from (
                select 'image-api ' || id as name, version, seen_at from instances
                union all select 'store-gateway ' || id, version, seen_at from gateways) as processes
            where seen_at > clock_timestamp() - interval '10 minutes' order by seen_at desc
            """;

    /** One of them. @param age seconds since it was last seen */
    public record Process(String name, String version, long age) {}

    private final Sql sql;
    private final String version;

    OlderProcesses(Sql sql, @ConfigProperty(name = "quarkus.application.version") String version) {
        this.sql = sql;
        this.version = version;
    }

    /** Those that were seen within ten minutes. */
    public List<Process> list() {
        return all().stream()
                .filter(process -> isOlder(process.version(), version))
                .toList();
    }

    /** Whatever its release. */
    public List<Process> all() {
        return sql.list(SEEN, row -> new Process(row.getString("name"), row.getString("version"), row.getLong("age")));
    }

    /** @throws ProblemException 409 when there is one */
    void refuse() {
        List<Process> older = list();
        if (!older.isEmpty()) {
            throw ProblemException.conflict(
                    "Processes of an older release than %s served within the last 10 minutes: %s. End them, wait until they are forgotten, and run this again."
                            .formatted(
                                    version,
                                    older.stream()
                                            .map(process -> "%s (%s, seen %d s ago)"
                                                    .formatted(process.name(), process.version(), process.age()))
                                            .collect(Collectors.joining(", "))));
        }
    }

    /** What cannot be read as a version may be anything: it counts as older unless it is the same. */
    static boolean isOlder(String other, String ours) {
        if (other.equals(ours)) {
            return false;
        }
        try {
            return Version.parse(other).compareTo(Version.parse(ours)) < 0;
        } catch (IllegalArgumentException e) {
            return true;
        }
    }
}
