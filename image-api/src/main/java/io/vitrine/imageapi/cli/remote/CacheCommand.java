package io.vitrine.imageapi.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code image-admin cache}: the caches of all gateways. Its commands end with 0 when done and 1 when not. */
@Command(
        name = "cache",
        description = "Look at the caches of the gateways, fill and empty them.",
        mixinStandardHelpOptions = true,
        subcommands = {
            CacheCommand.ListImages.class,
            CacheCommand.Queue.class,
            CacheCommand.Delete.class,
            CacheCommand.Clear.class,
            CacheCommand.Prune.class,
            CacheCommand.Clean.class,
            CacheCommand.Nodes.class
        })
public final class CacheCommand {
    private CacheCommand() {}

    /** One call of the public API. */
    abstract static class Call implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init")
        CommandSpec spec;

        @Mixin
        final Remote remote = new Remote();

        @Override
        public final Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            JsonNode answer = ask(out);
            if (answer != null && remote.json()) {
                out.println(answer.isMissingNode() ? "{}" : answer.toString());
            } else if (answer != null) {
                show(answer, out);
            }
            out.flush();
            return 0;
        }

        /** Null when nothing was asked after all. */
        abstract @Nullable JsonNode ask(PrintWriter out);

        abstract void show(JsonNode answer, PrintWriter out);
    }

    /** One call about one image. */
    abstract static class OfImage extends Call {
        @Parameters(paramLabel = "IMAGE")
        @SuppressWarnings("NullAway.Init")
        String image;

        final JsonNode ask(String method, String path) {
            return remote.call(method, path + ImageService.escape(image));
        }
    }

    @Command(name = "list", description = "What is in the caches and queued for them.", mixinStandardHelpOptions = true)
    static final class ListImages extends Call {
        @Override
        JsonNode ask(PrintWriter out) {
            return remote.call("GET", "/v2/cache");
        }

        @Override
        void show(JsonNode answer, PrintWriter out) {
            List<CachedImage> cached = CachedImage.of(answer.path("cached_images"));
            out.println(cached.size() + " cached");
            if (!cached.isEmpty()) {
                CachedImage.table(cached).print(out);
            }
            JsonNode queued = answer.path("queued_images");
            out.println(queued.size() + " queued");
            queued.forEach(image -> out.println(image.asText()));
        }
    }

    @Command(name = "queue", description = "Fetch an active image at once.", mixinStandardHelpOptions = true)
    static final class Queue extends OfImage {
        @Override
        JsonNode ask(PrintWriter out) {
            return ask("PUT", "/v2/cache/");
        }

        @Override
        void show(JsonNode answer, PrintWriter out) {
            out.println("queued " + image);
        }
    }

    @Command(
            name = "delete",
            description = "Take an image out of caches and queues; its store keeps it.",
            mixinStandardHelpOptions = true)
    static final class Delete extends OfImage {
        @Override
        JsonNode ask(PrintWriter out) {
            return ask("DELETE", "/v2/cache/");
        }

        @Override
        void show(JsonNode answer, PrintWriter out) {
            out.println("deleted " + image + " from the caches and queues");
        }
    }

    /** What is emptied. */
    enum What {
        cache,
        queue,
        both
    }

    @Command(name = "clear", description = "Empty the caches, the queues, or both.", mixinStandardHelpOptions = true)
    static final class Clear extends Call {
        @Parameters(arity = "0..1", paramLabel = "cache|queue|both", defaultValue = "both")
        private What what = What.both;

        @Option(names = "--yes", description = "Ask nothing.")
        private boolean yes;

        @Override
        @Nullable
        JsonNode ask(PrintWriter out) {
            String question = "Empty " + (what == What.both ? "cache and queue" : "the " + what) + " of the gateways?";
            if (!yes && !new Question(System.in).ask(out, question)) {
                return null;
            }
            return remote.call(
                    "DELETE", "/v2/cache", "x-image-cache-clear-target", what == What.both ? "" : what.name());
        }

        @Override
        void show(JsonNode answer, PrintWriter out) {
            out.println("cleared");
        }
    }

    @Command(name = "prune", description = "Keep the limits of the caches.", mixinStandardHelpOptions = true)
    static final class Prune extends Call {
        @Override
        JsonNode ask(PrintWriter out) {
            return remote.call("POST", "/v2/cache/prune");
        }

        @Override
        void show(JsonNode answer, PrintWriter out) {
            out.println("removed " + answer.path("total_files_pruned").asLong() + " files, "
                    + answer.path("total_bytes_pruned").asLong() + " bytes");
        }
    }

    @Command(
            name = "clean",
            description = "Remove what is broken, give up what is stalled.",
            mixinStandardHelpOptions = true)
    static final class Clean extends Call {
        @Override
        JsonNode ask(PrintWriter out) {
            return remote.call("POST", "/v2/cache/clean");
        }

        @Override
        void show(JsonNode answer, PrintWriter out) {
            out.println("cleaned");
        }
    }

    @Command(name = "nodes", description = "Which gateways have an image.", mixinStandardHelpOptions = true)
    static final class Nodes extends OfImage {
        @Override
        JsonNode ask(PrintWriter out) {
            return ask("GET", "/v2/cache/nodes/");
        }

        @Override
        void show(JsonNode answer, PrintWriter out) {
            answer.forEach(node -> out.println(node.asText()));
        }
    }
}
