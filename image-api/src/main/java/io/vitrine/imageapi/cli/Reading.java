package io.vitrine.imageapi.cli;

import io.quarkus.arc.Arc;
import io.vitrine.imageapi.upkeep.Verification;
import io.vitrine.imageapi.upkeep.Verification.Summary;
import io.vitrine.imageapi.upkeep.Verification.Trouble;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code verify} and {@code scrub} have in common: which copies are read, how that is told, and the exit code. */
final class Reading {
    static final int BAD_COPIES = 3;

    @Parameters(arity = "0..1", paramLabel = "IMAGE", description = "Only this image.")
    private @Nullable String image;

    @Option(names = "--store", paramLabel = "ID", description = "Only this store.")
    private @Nullable String store;

    @Option(names = "--json", description = "Print one JSON document for each bad copy, and one for the sums.")
    private boolean json;

    /** 0 when all is good, 3 when there is a bad copy, 1 when there is none but not all could be read. */
    int run(PrintWriter out, boolean mark) {
        Summary sums = Arc.container().instance(Verification.class).get().run(image, store, mark, trouble -> {
            out.println(json ? JsonLines.of(trouble) : text(trouble));
            out.flush();
        });
        out.println(
                json
                        ? JsonLines.of(sums)
                        : "%d copies good, %d bad, %d could not be read"
                                .formatted(sums.good(), sums.bad(), sums.unread()));
        out.flush();
        if (sums.bad() > 0) {
            return BAD_COPIES;
        }
        return sums.unread() > 0 ? 1 : 0;
    }

    private static String text(Trouble trouble) {
        return "image %s, store %s: %s (%s)"
                .formatted(
                        trouble.image(),
                        trouble.store(),
                        trouble.outcome().name().toLowerCase(Locale.ROOT),
                        trouble.reason());
    }
}
