package io.vitrine.imageapi.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The cache utility that operators of OpenStack know, over the public API (spec: seeds, section 4). */
@Command(
        name = "cache-manage",
        description = "Manage the cache with the commands of glance-cache-manage; 'help' lists them.",
        sortOptions = false)
public final class CacheManage implements Callable<Integer> {
    private static final String UUID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
    private static final String OFF = "Caching via API is not supported at this site.";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private final Credentials credentials = new Credentials();

    private final Question question;

    @Option(
            names = {"-H", "--host"},
            paramLabel = "HOST",
            description = "The image service (default: that of OS_IMAGE_URL, else localhost).")
    private @Nullable String host;

    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT",
            defaultValue = "9292",
            description = "Its port (default: 9292).")
    private int port;

    @Option(
            names = {"-k", "--insecure"},
            description = "Use TLS, and believe whoever answers.")
    private boolean insecure;

    @Option(
            names = {"-f", "--force"},
            description = "Ask nothing.")
    private boolean force;

    @Option(
            names = {"-v", "--verbose"},
            description = "Say what was done, and how long it took.")
    private boolean verbose;

    @Option(
            names = {"-d", "--debug"},
            description = "Show where a failure comes from.")
    private boolean debug;

    @Option(
            names = {"-h", "--help"},
            description = "Show this help.")
    private boolean help;

    @Parameters(arity = "0..*", paramLabel = "COMMAND [ID]")
    private List<String> words = List.of();

    public CacheManage() {
        this(System.getenv(), System.in);
    }

    CacheManage(Map<String, String> environment, InputStream in) {
        credentials.environment(environment);
        question = new Question(in);
    }

    /** What each command does, by its name. */
    private enum Verb {
        LIST_CACHED("list the images in the cache", false),
        LIST_QUEUED("list the images that are queued for the cache", false),
        QUEUE_IMAGE("queue image", true),
        DELETE_CACHED_IMAGE("delete cached image", true),
        DELETE_ALL_CACHED_IMAGES("delete all cached images", false),
        DELETE_QUEUED_IMAGE("delete queued image", true),
        DELETE_ALL_QUEUED_IMAGES("delete all queued images", false);

        private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');
        private final String action;
        private final boolean ofOneImage;

        Verb(String action, boolean ofOneImage) {
            this.action = action;
            this.ofOneImage = ofOneImage;
        }

        private static @Nullable Verb of(String word) {
            for (Verb verb : values()) {
                if (verb.word.equals(word)) {
                    return verb;
                }
            }
            return null;
        }

        private String usage() {
            return word + (ofOneImage ? " <IMAGE_ID>" : "");
        }
    }

    @Override
    public Integer call() {
        try {
            return run();
        } finally {
            out().flush();
            err().flush();
        }
    }

    private int run() {
        if (help || words.isEmpty() || words.getFirst().equals("help")) {
            return explain();
        }
        Verb verb = Verb.of(words.getFirst());
        if (verb == null) {
            err().println("Unknown command: " + words.getFirst());
            commands(err());
            return 1;
        }
        List<String> ids = words.subList(1, words.size());
        if (verb.ofOneImage && ids.isEmpty()) {
            err().println("The ID of an image is missing. Usage: cache-manage " + verb.usage());
            return 1;
        }
        if (ids.size() > (verb.ofOneImage ? 1 : 0)) {
            err().println(
                            verb.ofOneImage
                                    ? "Please name exactly one image. Usage: cache-manage " + verb.usage()
                                    : "Too many words. Usage: cache-manage " + verb.usage());
            return 1;
        }
        if (verb.ofOneImage && !ids.getFirst().matches(UUID)) {
            err().println("Image ID '" + ids.getFirst() + "' is not a valid UUID.");
            return 1;
        }
        return carryOut(verb, verb.ofOneImage ? ids.getFirst() : "");
    }

    private int carryOut(Verb verb, String id) {
        ImageService service = new ImageService(url(), credentials, insecure);
        long start = System.nanoTime();
        try {
            if (!confirmed(verb, id)) {
                return 0;
            }
            String done = execute(verb, id, service);
            if (verbose) {
                out().println(done);
                out().printf(Locale.ROOT, "Completed in %.4f seconds%n", (System.nanoTime() - start) / 1e9);
            }
            return 0;
        } catch (ApiFailure failure) {
            return failed(verb, service, failure);
        }
    }

    private boolean confirmed(Verb verb, String id) {
        return switch (verb) {
            case LIST_CACHED, LIST_QUEUED -> true;
            case QUEUE_IMAGE -> force || question.ask(out(), "Queue the image " + id + " for the cache?");
            case DELETE_CACHED_IMAGE -> force || question.ask(out(), "Delete the cached image " + id + "?");
            case DELETE_ALL_CACHED_IMAGES -> force || question.ask(out(), "Delete all images in the cache?");
            case DELETE_QUEUED_IMAGE -> force || question.ask(out(), "Take the image " + id + " out of the queue?");
            case DELETE_ALL_QUEUED_IMAGES -> force || question.ask(out(), "Take all images out of the queue?");
        };
    }

    /** What to say about it to those who want to hear. */
    private String execute(Verb verb, String id, ImageService service) {
        return switch (verb) {
            case LIST_CACHED -> listCached(service);
            case LIST_QUEUED -> listQueued(service);
            case QUEUE_IMAGE -> {
                service.call("PUT", "/v2/queued_images/" + id);
                yield "Queued image " + id + " for the cache";
            }
            case DELETE_CACHED_IMAGE -> {
                service.call("DELETE", "/v2/cached_images/" + id);
                yield "Deleted cached image " + id;
            }
            case DELETE_ALL_CACHED_IMAGES -> "Deleted " + deleted(service, "/v2/cached_images") + " cached images";
            case DELETE_QUEUED_IMAGE -> {
                service.call("DELETE", "/v2/queued_images/" + id);
                yield "Deleted queued image " + id;
            }
            case DELETE_ALL_QUEUED_IMAGES -> "Deleted " + deleted(service, "/v2/queued_images") + " queued images";
        };
    }

    private String listCached(ImageService service) {
        List<CachedImage> images =
                CachedImage.of(service.call("GET", "/v2/cached_images").path("cached_images"));
        if (images.isEmpty()) {
            out().println("No cached images.");
        } else {
            out().println("Found " + images.size() + " cached images...");
            CachedImage.table(images).print(out());
        }
        return "Listed the cached images of " + service.url();
    }

    private String listQueued(ImageService service) {
        JsonNode images = service.call("GET", "/v2/queued_images").path("queued_images");
        if (images.isEmpty()) {
            out().println("No queued images.");
        } else {
            out().println("Found " + images.size() + " queued images...");
            Table table = new Table("ID");
            images.forEach(image -> table.row(image.asText()));
            table.print(out());
        }
        return "Listed the queued images of " + service.url();
    }

    private static long deleted(ImageService service, String path) {
        return service.call("DELETE", path).path("num_deleted").asLong();
    }

    private int failed(Verb verb, ImageService service, ApiFailure failure) {
        if (failure.status() == 404 && failure.text().equals(OFF)) {
            err().println("Cache management is not enabled on host " + service.url() + ".");
        } else if (failure.status() == 403) {
            err().println("Not authorized to make this request.");
        } else {
            err().println("Failed to " + verb.action + ". Got error:");
            failure.text().lines().forEach(err()::println);
        }
        if (debug) {
            failure.printStackTrace(err());
        }
        return 1;
    }

    private int explain() {
        String about = words.size() > 1 ? words.get(1) : null;
        if (about == null) {
            spec.commandLine().usage(out());
            commands(out());
            return 0;
        }
        Verb verb = Verb.of(about);
        if (verb == null) {
            err().println("Unknown command: " + about);
            commands(err());
            return 1;
        }
        out().println("Usage: cache-manage [options] " + verb.usage());
        out().println("To " + verb.action + ".");
        return 0;
    }

    private static void commands(PrintWriter to) {
        to.println("Commands:");
        to.println("  help [command]");
        for (Verb verb : Verb.values()) {
            to.println("  " + verb.usage());
        }
    }

    private String url() {
        String configured = credentials.imageUrl();
        if (host == null && configured != null) {
            return configured;
        }
        return (insecure ? "https://" : "http://") + (host == null ? "localhost" : host) + ":" + port;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
