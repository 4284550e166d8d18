package io.vitrine.imageapi.sweep;

import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rows that are due, one by one: one that cannot be dealt with is told in the log and holds up none behind it. */
public final class EachRow {
    private static final Logger LOG = LoggerFactory.getLogger(EachRow.class);

    private EachRow() {}

    public static <T> void of(List<T> due, Consumer<T> work) {
        for (T row : due) {
            try {
                work.accept(row);
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).addKeyValue("row", row).log("a row that is due could not be swept");
            }
        }
    }
}
