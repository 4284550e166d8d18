package io.vitrine.importworker.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vitrine.contracts.internal.DescribeImage;
import io.vitrine.contracts.internal.FinishJob.JobFailure;
import io.vitrine.contracts.internal.ImportJob;
import io.vitrine.contracts.internal.RemoteSource;
import io.vitrine.importworker.fetch.FetchOutcome;
import io.vitrine.importworker.fetch.FetchOutcome.Denied;
import io.vitrine.importworker.fetch.FetchOutcome.Opened;
import io.vitrine.importworker.fetch.Fetcher;
import io.vitrine.importworker.fetch.Source;
import io.vitrine.importworker.fetch.SourceException;
import io.vitrine.importworker.fetch.SourceRequest;
import io.vitrine.importworker.step.JobNews;
import io.vitrine.importworker.step.Step;
import io.vitrine.importworker.step.StepOutcome;
import io.vitrine.importworker.step.StepOutcome.Done;
import io.vitrine.importworker.step.StepOutcome.Failed;
import io.vitrine.importworker.step.StepOutcome.Stale;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Looks an image up in another image service, with the token of the user who asked, and has its description taken over. Its result is how
 * to fetch the bytes, which must be as many as were promised there, and those.
 */
public final class RemoteImages implements Step<RemoteSource, RemoteBytes> {
    private static final long LONGEST_DOCUMENT = 1 << 20;

    private final Regions regions;
    private final Fetcher fetcher;
    private final JobNews news;
    private final ObjectMapper json;

    public RemoteImages(Regions regions, Fetcher fetcher, JobNews news, ObjectMapper json) {
        this.regions = regions;
        this.fetcher = fetcher;
        this.news = news;
        this.json = json;
    }

    @Override
    public StepOutcome<RemoteBytes> run(ImportJob job, RemoteSource source) throws InterruptedException {
        Optional<String> endpoint = regions.endpoint(source.region());
        if (endpoint.isEmpty()) {
            return failed("fetch_denied", "There is no image service for the region %s.".formatted(source.region()));
        }
        String token = source.token();
        if (token == null) {
            return failed("token_expired", "The token expired before the import could start: import again.");
        }
        String uri = endpoint.get() + "/v2/images/" + source.imageId();
        Map<String, String> credentials = Map.of("X-Auth-Token", token);
        var document = new SourceRequest(uri, LONGEST_DOCUMENT, credentials, null, OptionalLong.empty());
        return switch (fetcher.open(document)) {
            case Opened(Source opened) -> {
                try (opened) {
                    yield taken(job, RemoteImage.of(read(opened)), uri, credentials);
                } catch (SourceException e) {
                    yield failed(e.code(), e.sentence());
                } catch (IOException e) {
                    yield failed("fetch_failed", "The image service of the region answers no image.");
                }
            }
            case Denied(String sentence) -> failed("fetch_denied", sentence);
            case FetchOutcome.TooLarge large ->
                failed("fetch_failed", "The image service of the region answers no image.");
            case FetchOutcome.Failed failure -> failed("fetch_failed", sentence(failure));
        };
    }

    private StepOutcome<RemoteBytes> taken(
            ImportJob job, RemoteImage image, String uri, Map<String, String> credentials) throws InterruptedException {
        if (!image.status().equals("active")) {
            return failed("fetch_failed", "The image there is not active.");
        }
        if (image.size().isEmpty()) {
            return failed("fetch_failed", "The image there has no size.");
        }
        var description =
                new DescribeImage(job.generation(), image.diskFormat(), image.containerFormat(), image.texts());
        return switch (news.describe(job, description)) {
            case JobNews.Outcome.Known() ->
                new Done<>(new RemoteBytes(
                        new SourceRequest(
                                uri + "/file",
                                job.maxBytes(),
                                credentials,
                                image.checksum().orElse(null),
                                image.size()),
                        image.diskFormat(),
                        image.containerFormat()));
            case JobNews.Outcome.Stale() -> new Stale<>();
            case JobNews.Outcome.Refused(String sentence) -> failed("description_refused", sentence);
            // Its token was handed out once: a second run could only fail.
            case JobNews.Outcome.Unavailable() ->
                failed("internal", "The import could not be prepared: the service is not available. Import again.");
        };
    }

    private JsonNode read(Source source) throws IOException, InterruptedException {
        Buffer document = Buffer.buffer();
        for (Buffer next = source.bytes().next();
                next != null;
                next = source.bytes().next()) {
            document.appendBuffer(next);
            if (document.length() > LONGEST_DOCUMENT) {
                throw new IOException("the document is too long");
            }
        }
        return json.readTree(document.getBytes());
    }

    private static String sentence(FetchOutcome.Failed failure) {
        return switch (failure.statusCode()) {
            case 401 ->
                "The image service of the region does not accept the token, which may have expired: import again.";
            case 403, 404 -> "The image service of the region has no such image for this user.";
            default -> failure.sentence();
        };
    }

    private static StepOutcome<RemoteBytes> failed(String code, String sentence) {
        return new Failed<>(new JobFailure(code, sentence, null, false));
    }
}
