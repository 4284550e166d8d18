package io.vitrine.imageapi.cli.status;

import java.util.Collection;
import java.util.Comparator;

/** One line of the upgrade check. */
public record Check(String name, Level result, String details) {
    /** How bad it is; the worst decides the exit code. */
    public enum Level {
        SUCCESS(0, "Success"),
        WARNING(1, "Warning"),
        FAILURE(2, "Failure");

        private final int exitCode;
        private final String word;

        Level(int exitCode, String word) {
            this.exitCode = exitCode;
            this.word = word;
        }

        public int exitCode() {
            return exitCode;
        }

        public String word() {
            return word;
        }
    }

    static Check success(String name, String details) {
        return new Check(name, Level.SUCCESS, details);
    }

    static Check warning(String name, String details) {
        return new Check(name, Level.WARNING, details);
    }

    static Check failure(String name, String details) {
        return new Check(name, Level.FAILURE, details);
    }

    public static Level worst(Collection<Check> checks) {
        return checks.stream().map(Check::result).max(Comparator.naturalOrder()).orElse(Level.SUCCESS);
    }
}
