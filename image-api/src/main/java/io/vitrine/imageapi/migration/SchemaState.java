package io.vitrine.imageapi.migration;

import java.util.List;

/**
 * How far an upgrade of the database has come.
 *
 * @param heads the last script of each folder that was applied, as {@code expand 7 staging}; empty for a database without our tables
 * @param expanded every script of {@code db/expand} was applied
 * @param pendingMigrations names of data migrations that have rows left; empty until the database is expanded
 * @param contracted every script of {@code db/contract} was applied
 */
public record SchemaState(List<String> heads, boolean expanded, List<String> pendingMigrations, boolean contracted) {
    public SchemaState {
        heads = List.copyOf(heads);
        pendingMigrations = List.copyOf(pendingMigrations);
    }

    /** What is missing, in the order in which it is done (spec: seeds, section 2.2). */
    public enum Step {
        NOTHING(0, "The database is up to date, no upgrades are needed."),
        EXPAND(3, "The database is not up to date. First step: image-admin db expand."),
        MIGRATE(4, "The database is not up to date. Next step: image-admin db migrate."),
        CONTRACT(5, "The database is not up to date. Next step: image-admin db contract.");

        private final int exitCode;
        private final String sentence;

        Step(int exitCode, String sentence) {
            this.exitCode = exitCode;
            this.sentence = sentence;
        }

        /** Of {@code db check}. */
        public int exitCode() {
            return exitCode;
        }

        public String sentence() {
            return sentence;
        }
    }

    public Step next() {
        if (!expanded) {
            return Step.EXPAND;
        }
        if (!pendingMigrations.isEmpty()) {
            return Step.MIGRATE;
        }
        return contracted ? Step.NOTHING : Step.CONTRACT;
    }
}
