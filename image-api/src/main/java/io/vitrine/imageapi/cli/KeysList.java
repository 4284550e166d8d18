package io.vitrine.imageapi.cli;

import io.quarkus.arc.Arc;
import io.vitrine.imageapi.key.KeyCleanupState;
import io.vitrine.imageapi.key.KeyDesk;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints keys and what became of them. */
@Command(
        name = "list",
        description = "List keys that wait to be deleted or could not be.",
        mixinStandardHelpOptions = true)
final class KeysList implements Runnable, NeedsService {
    private static final String LINE = "%-36s  %-36s  %-20s  %-12s  %-18s  %5s  %8s  %s%n";
    private static final int SHOWN = 8;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--state",
            split = ",",
            defaultValue = "PENDING,FAILED",
            description = "Any of ${COMPLETION-CANDIDATES}; by default ${DEFAULT-VALUE}.")
    private List<KeyCleanupState> states = List.of();

    @Option(names = "--whole-keys", description = "Print whole key ids; otherwise their first eight characters.")
    private boolean whole;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Mixin
    private final KeyFilter filter = new KeyFilter();

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        if (!json) {
            out.printf(LINE, "IMAGE", "KEY", "PROJECT", "STATE", "REASON", "CODE", "ATTEMPTS", "NEXT");
        }
        KeyDesk desk = Arc.container().instance(KeyDesk.class).get();
        KeyPages.each(desk, filter.in(states), key -> {
            if (json) {
                out.println(document(key));
            } else {
                out.printf(
                        LINE,
                        key.imageId(),
                        shown(key.keyId()),
                        orDash(key.projectId()),
                        key.state(),
                        orDash(key.reason()),
                        orDash(key.lastCode()),
                        key.attempts(),
                        orDash(key.nextAttempt()));
            }
        });
        out.flush();
    }

    private String document(KeyDesk.Entry key) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("image_id", key.imageId());
        fields.put("key_id", shown(key.keyId()));
        fields.put("project_id", key.projectId());
        fields.put("requested_by", key.requestedBy());
        fields.put("state", key.state());
        fields.put("reason", key.reason());
        fields.put("status_code", key.lastCode());
        fields.put("attempts", key.attempts());
        fields.put(
                "next_attempt",
                key.nextAttempt() == null ? null : key.nextAttempt().toString());
        fields.put("updated_at", key.updatedAt().toString());
        return JsonLines.of(fields);
    }

    private String shown(String keyId) {
        return whole ? keyId : keyId.substring(0, Math.min(SHOWN, keyId.length()));
    }

    private static Object orDash(@Nullable Object value) {
        return value == null ? "-" : value;
    }
}
