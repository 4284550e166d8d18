package io.vitrine.local.keymanager;

import io.vitrine.local.LocalFailure;
import io.vitrine.local.process.Programs;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Barbican as Debian packages it: a database and secrets of its own in a folder, and no Keystone, so callers say themselves in
 * {@code X-Project-Id} and {@code X-User-Id} who they are. It ends with this object or with this process.
 */
public final class Barbican implements AutoCloseable {
    /** Why tests that need it are skipped, and how to get it. */
    public static final String HINT =
            "Barbican is not installed: apt-get install --no-install-recommends python3-barbican";

    /** Debian's own: another Python would not find its packages. */
    private static final String PYTHON = "/usr/bin/python3";

    private static final String PROGRAM = "key_manager.py";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration CALL = Duration.ofSeconds(20);

    private final Process process;
    private final String url;
    private final HttpClient http = HttpClient.newHttpClient();

    private Barbican(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /** Whether this machine has it. */
    public static boolean isInstalled() {
        String question =
                "import importlib.util as u, sys; sys.exit(not (u.find_spec('barbican') and u.find_spec('paste')))";
        return Files.isExecutable(Path.of(PYTHON))
                && Programs.run(List.of(PYTHON, "-I", "-c", question), Map.of()).code() == 0;
    }

    /** Returns when it answers. The folder is its own and is emptied of what an earlier one left. */
    public static Barbican start(Path folder) {
        try {
            Files.createDirectories(folder);
            for (String leftOver : List.of("url", "barbican.sqlite")) {
                Files.deleteIfExists(folder.resolve(leftOver));
            }
            Path program = folder.resolve(PROGRAM);
            try (InputStream script = Barbican.class.getResourceAsStream(PROGRAM)) {
                if (script == null) {
                    throw new LocalFailure(PROGRAM + " is not part of this build.");
                }
                Files.copy(script, program, StandardCopyOption.REPLACE_EXISTING);
            }
            // Its standard input is ours: closed by whatever ends us, it ends too.
            Process process = new ProcessBuilder(PYTHON, "-I", "-B", program.toString(), folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("barbican.log").toFile())
                    .start();
            return new Barbican(process, address(process, folder));
        } catch (IOException e) {
            throw new LocalFailure("Barbican could not be started: " + e.getMessage(), e);
        }
    }

    private static String address(Process process, Path folder) throws IOException {
        Path url = folder.resolve("url");
        long end = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!Files.exists(url)) {
                if (process.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                    process.destroyForcibly();
                    throw new LocalFailure(
                            "Barbican did not start:\n" + Files.readString(folder.resolve("barbican.log")));
                }
            }
            return Files.readString(url);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new LocalFailure("Interrupted while Barbican started.", e);
        }
    }

    /** Where it answers; references begin with it. */
    public String url() {
        return url;
    }

    /** Stores a secret for a project, made by a user, and returns its id. */
    public UUID secret(String project, String user) {
        String reference = call(
                        "POST",
                        "",
                        project,
                        user,
                        "{\"payload\": \"a passphrase\", \"payload_content_type\": \"text/plain\"}")
                .body();
        String id = reference.replaceFirst("(?s).*/v1/secrets/([0-9a-f-]{36}).*", "$1");
        return UUID.fromString(id);
    }

    /** Registers the image of an image service as somebody who uses a secret. */
    public void consumer(UUID secret, String project, UUID image) {
        String body = "{\"service\": \"image\", \"resource_type\": \"image\", \"resource_id\": \"" + image + "\"}";
        HttpResponse<String> answer = call("POST", "/" + secret + "/consumers", project, "nobody", body);
        if (answer.statusCode() != 200) {
            throw new LocalFailure("Barbican answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    /** What Barbican answers to a question for the secret in its project: 200, or 404 once it is gone. */
    public int status(UUID secret, String project) {
        return call("GET", "/" + secret, project, "nobody", "").statusCode();
    }

    private HttpResponse<String> call(String method, String path, String project, String user, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/v1/secrets" + path))
                .timeout(CALL)
                .header("X-Project-Id", project)
                .header("X-User-Id", user)
                .header("OpenStack-API-Version", "key-manager 1.1")
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new LocalFailure("Barbican gave no answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("Interrupted while Barbican was asked.", e);
        }
    }

    @Override
    public void close() {
        http.close();
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
