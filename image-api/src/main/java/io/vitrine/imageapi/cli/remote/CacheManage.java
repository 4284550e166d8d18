package io.vitrine.imageapi.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrine.imageapi.cli.Table;
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
    private static final String CACHED = "cached_images";
    private static final String QUEUED = "queued_images";
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

    /** The commands: what each asks of the API, and what it says. {@code %s} is the image, or what was found out. */
    private enum Verb {
        LIST_CACHED("GET", CACHED, false, "list the images in the cache", "", "Listed the cached images of %s"),
        LIST_QUEUED(
                "GET",
                QUEUED,
                false,
                "list the images that are queued for the cache",
                "",
                "Listed the queued images of %s"),
        QUEUE_IMAGE(
                "PUT",
                QUEUED,
                true,
                "queue image",
                "Queue the image %s for the cache?",
                "Queued image %s for the cache"),
        DELETE_CACHED_IMAGE(
                "DELETE",
                CACHED,
                true,
                "delete cached image",
                "Delete the cached image %s?",
                "Deleted cached image %s"),
        DELETE_ALL_CACHED_IMAGES(
                "DELETE",
                CACHED,
                false,
                "delete all cached images",
                "Delete all images in the cache?",
                "Deleted %s cached images"),
        DELETE_QUEUED_IMAGE(
                "DELETE",
                QUEUED,
                true,
                "delete queued image",
                "Take the image %s out of the queue?",
                "Deleted queued image %s"),
        DELETE_ALL_QUEUED_IMAGES(
                "DELETE",
                QUEUED,
                false,
                "delete all queued images",
                "Take all images out of the queue?",
                "Deleted %s queued images");

        private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');
        private final String method;
        private final String images;
        private final boolean ofOneImage;
        private final String action;
        private final String question;
        private final String done;

        Verb(String method, String images, boolean ofOneImage, String action, String question, String done) {
            this.method = method;
            this.images = images;
            this.ofOneImage = ofOneImage;
            this.action = action;
            this.question = question;
            this.done = done;
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
            if (!force && !verb.question.isEmpty() && !question.ask(out(), verb.question.formatted(id))) {
                return 0;
            }
            String done = verb.done.formatted(execute(verb, id, service));
            if (verbose) {
                out().println(done);
                out().printf(Locale.ROOT, "Completed in %.4f seconds%n", (System.nanoTime() - start) / 1e9);
            }
            return 0;
        } catch (ApiFailure failure) {
            return failed(verb, service, failure);
        }
    }

    /** What was found out. */
    private String execute(Verb verb, String id, ImageService service) {
        JsonNode answer = service.call(verb.method, "/v2/" + verb.images + (verb.ofOneImage ? "/" + id : ""));
        if (verb.method.equals("GET")) {
            list(verb.images, answer.path(verb.images));
            return service.url();
        }
        return verb.ofOneImage ? id : String.valueOf(answer.path("num_deleted").asLong());
    }

    private void list(String which, JsonNode images) {
        String words = which.replace('_', ' ');
        if (images.isEmpty()) {
            out().println("No " + words + ".");
            return;
        }
        out().println("Found " + images.size() + " " + words + "...");
        Table table = which.equals(CACHED) ? CachedImage.table(CachedImage.of(images)) : new Table("ID");
        if (which.equals(QUEUED)) {
            images.forEach(image -> table.row(image.asText()));
        }
        table.print(out());
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
