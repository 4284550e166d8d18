package io.vitrine.imageapi.cli;

import io.quarkus.arc.Arc;
import io.vitrine.imageapi.quota.QuotaDesk;
import io.vitrine.imageapi.quota.QuotaLimit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Changes limits of one project. */
@Command(
        name = "set",
        description = "Set limits of one project. They hold from its next request on.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Limits: image_size_total and image_stage_total in MiB, image_count_total,",
            "image_count_uploading. A negative number means no limit, 0 forbids, 'default'",
            "gives the limit back to images.quota.default.*. They count in the mode",
            "images.quota.mode=project alone.",
            "",
            "Examples:",
            "  image-admin quota set 5a3f0e6c image_size_total=512000 image_count_total=200",
            "  image-admin quota set 5a3f0e6c image_count_total=default"
        })
final class QuotaSet implements Runnable, NeedsService {
    private static final String DEFAULT = "default";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Output output;

    @Parameters(index = "0", paramLabel = "PROJECT", description = "Id of the project, as tokens have it.")
    @SuppressWarnings("NullAway.Init")
    private String project;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "LIMIT=VALUE", description = "What to set.")
    @SuppressWarnings("NullAway.Init")
    private List<String> settings;

    @Override
    public void run() {
        Map<QuotaLimit, Optional<Long>> values = new EnumMap<>(QuotaLimit.class);
        for (String setting : settings) {
            String[] parts = setting.split("=", 2);
            QuotaLimit limit = QuotaDesk.limit(parts[0])
                    .orElseThrow(() -> wrong("There is no limit '%s': %s.".formatted(parts[0], QuotaDesk.names())));
            values.put(limit, value(parts));
        }
        Arc.container().instance(QuotaDesk.class).get().set(project, values);
        QuotaShow.show(spec, output, project);
    }

    private Optional<Long> value(String[] parts) {
        String text = parts.length < 2 ? "" : parts[1];
        if (text.equals(DEFAULT)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.valueOf(text));
        } catch (NumberFormatException e) {
            throw wrong("'%s' must be a whole number or 'default', as in %s=100.".formatted(text, parts[0]));
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
