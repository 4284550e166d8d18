package io.vitrine.e2e.system;

import io.vitrine.local.Part;
import io.vitrine.local.Service;
import io.vitrine.local.VitrineSystem;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** What the services logged. */
final class Logs {
    private static final int LINES = 40;

    private final VitrineSystem system;
    private final Map<Part, Integer> marks = new HashMap<>();

    Logs(VitrineSystem system) {
        this.system = system;
    }

    /** From here on. */
    void mark() {
        for (Service service : Service.values()) {
            marks.put(service, system.logText(service).length());
        }
    }

    String sinceMark() {
        return show(service -> marks.getOrDefault(service, 0));
    }

    String tails() {
        return show(service -> 0);
    }

    private String show(ToIntFunction<Service> from) {
        return Arrays.stream(Service.values())
                .map(service -> "-- " + service.id() + "\n" + tail(system.logText(service), from.applyAsInt(service)))
                .collect(Collectors.joining("\n"));
    }

    private static String tail(String log, int from) {
        List<String> lines = log.substring(Math.min(from, log.length())).lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    }
}
