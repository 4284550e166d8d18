package io.vitrine.local.cli;

import io.vitrine.local.Part;
import io.vitrine.local.VitrineSystem;
import io.vitrine.local.process.Usage;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** A table of the processes. */
@Command(
        name = "status",
        description = "Show what runs, and what it uses. Ends with 1 when something is not ready.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    private static final double MEGABYTE = 1024.0 * 1024.0;

    @ParentCommand
    @SuppressWarnings("NullAway.Init")
    private VitrineCommand vitrine;

    @Override
    public Integer call() {
        VitrineSystem system = vitrine.system();
        row("PROCESS", "PID", "PORT", "STATE", "RSS MiB", "CPU s");
        Usage total = Usage.NONE;
        boolean allReady = true;
        for (Part part : system.parts()) {
            Usage usage = system.usage(part);
            total = total.plus(usage);
            boolean ready = system.ready(part);
            allReady &= ready;
            String ports = system.ports(part).stream().map(port -> "" + port).collect(Collectors.joining(","));
            String pid = system.pid(part).map(number -> "" + number).orElse("-");
            row(part.id(), pid, ports, state(system, part, ready), megabytes(usage), seconds(usage));
        }
        row("total", "", "", "", megabytes(total), seconds(total));
        return allReady ? 0 : 1;
    }

    private static String state(VitrineSystem system, Part part, boolean ready) {
        if (!system.running(part)) {
            return "down";
        }
        return ready ? "ready" : "not ready";
    }

    private void row(String process, String pid, String port, String state, String memory, String cpu) {
        vitrine.out.println(String.format("%-14s %8s %-12s %-10s %8s %8s", process, pid, port, state, memory, cpu)
                .stripTrailing());
    }

    private static String megabytes(Usage usage) {
        return String.format(Locale.ROOT, "%.0f", usage.residentBytes() / MEGABYTE);
    }

    private static String seconds(Usage usage) {
        return String.format(Locale.ROOT, "%.1f", usage.cpuSeconds());
    }
}
