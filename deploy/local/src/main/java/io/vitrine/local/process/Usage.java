package io.vitrine.local.process;

import java.util.List;

/** What a process and its descendants use: CPU seconds since the start, resident bytes now. */
public record Usage(double cpuSeconds, long residentBytes) {
    /** The kernel counts CPU time for user space in hundredths of a second on every Linux there is. */
    private static final double TICKS_PER_SECOND = 100.0;

    /** Of a process that has ended: nothing. */
    public static final Usage NONE = new Usage(0, 0);

    /** Measures now. Children that have ended count in their parent; memory shared in the family counts once. */
    public static Usage of(ProcessId id) {
        if (!id.alive()) {
            return NONE;
        }
        List<ProcFile.Stat> family = ProcFile.family(id.pid());
        boolean shared = family.size() > 1;
        long ticks = 0;
        long kilobytes = 0;
        for (ProcFile.Stat stat : family) {
            ticks += stat.ownTicks() + stat.childTicks();
            kilobytes += ProcFile.residentKilobytes(stat.pid(), shared);
        }
        return new Usage(ticks / TICKS_PER_SECOND, kilobytes * 1024);
    }

    /** Both together. */
    public Usage plus(Usage other) {
        return new Usage(cpuSeconds + other.cpuSeconds, residentBytes + other.residentBytes);
    }
}
