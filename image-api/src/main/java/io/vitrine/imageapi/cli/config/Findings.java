package io.vitrine.imageapi.cli.config;

import io.vitrine.contracts.ConfigurationKeys;
import io.vitrine.contracts.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.config.Config;

/** Looks at a configuration as the services do at their start, at all of it, and says everything at once. */
public final class Findings {
    private static final Set<String> STORE_TYPES = Set.of("file", "s3", "http");
    private static final String LOCATIONS = "images.locations.show-multiple";

    private Findings() {}

    /** What this process was told, by files, environment and flags. */
    public static List<Finding> of(Config config) {
        Map<String, String> values = new TreeMap<>();
        config.getPropertyNames().forEach(name -> {
            if (name.startsWith("images.") || name.startsWith("IMAGES_") || isForUs(name)) {
                values.put(name, config.getOptionalValue(name, String.class).orElse(""));
            }
        });
        return of("this configuration", values);
    }

    private static boolean isForUs(String name) {
        return ConfigurationKeys.firstUnknown(List.of(name)).isPresent() || ConfigurationKeys.isObsolete(name);
    }

    static List<Finding> of(String where, Map<String, String> values) {
        List<Finding> findings = new ArrayList<>();
        values.forEach((name, value) -> look(where, name, value, findings));
        return findings;
    }

    private static void look(String where, String name, String value, List<Finding> findings) {
        if (ConfigurationKeys.firstUnknown(List.of(name)).isPresent()) {
            findings.add(Finding.wrong(where, name, ConfigurationKeys.refusal(name)));
            return;
        }
        if (ConfigurationKeys.isObsolete(name)) {
            findings.add(Finding.remark(where, name, "has no effect: the weight of stores alone decides their order."));
            return;
        }
        List<KnownKey> keys = Reference.of(name);
        keys.stream()
                .flatMap(key -> ValueCheck.problem(key, value).stream())
                .distinct()
                .forEach(problem -> findings.add(Finding.wrong(where, name, problem + ".")));
        keys.stream().findFirst().ifPresent(key -> meaning(where, name, key, value, findings));
    }

    private static void meaning(String where, String name, KnownKey key, String value, List<Finding> findings) {
        switch (key.key()) {
            case "images.stores.*.type" -> {
                if (!STORE_TYPES.contains(value)) {
                    findings.add(Finding.wrong(
                            where, name, "there is no store of type '%s': file, s3 or http.".formatted(value)));
                }
            }
            case "images.workers" -> {
                try {
                    Workers.number(value, 1);
                } catch (IllegalArgumentException e) {
                    findings.add(Finding.wrong(where, name, String.valueOf(e.getMessage())));
                }
            }
            case LOCATIONS -> {
                if (value.equals("true")) {
                    findings.add(Finding.remark(
                            where, name, "opens old attacks on what an image is (OSSN-0065, OSSN-0090)."));
                }
            }
            default -> {}
        }
    }
}
