package io.vitrine.storegateway.store.s3;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** As much of an S3 server as the driver uses, which fails when it is told to and can throw all bytes away. Believes every signature. */
public final class ScriptedS3 implements AutoCloseable {
    public enum Op {
        PUT,
        BEGIN,
        PART,
        COMPLETE,
        ABORT,
        LIST_UPLOADS,
        GET,
        HEAD,
        DELETE,
        BUCKET
    }

    /** What becomes of one request instead of its answer. */
    public interface Fault {
        /** @return whether the request is to be served as if nothing had happened */
        boolean strike(HttpExchange exchange) throws IOException;
    }

    private static final byte[] NOTHING = {};

    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    private final Map<String, Map<Integer, byte[]>> uploads = new ConcurrentHashMap<>();
    private final Map<Op, Queue<Fault>> script = new ConcurrentHashMap<>();
    private final Map<Op, AtomicLong> served = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final boolean discards;
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong ids = new AtomicLong();
    private HttpServer server;

    /** @param discards whether bytes are counted and thrown away */
    ScriptedS3(boolean discards) throws IOException {
        this(0, discards);
    }

    /** @param port 0 for a free one */
    public ScriptedS3(int port, boolean discards) throws IOException {
        this.discards = discards;
        start(port);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The next requests of that kind meet these faults, one each. */
    public void next(Op op, Fault... faults) {
        script.computeIfAbsent(op, any -> new ConcurrentLinkedQueue<>()).addAll(Arrays.asList(faults));
    }

    public long served(Op op) {
        return served.computeIfAbsent(op, any -> new AtomicLong()).get();
    }

    public long received() {
        return received.get();
    }

    public int unfinished() {
        return uploads.size();
    }

    /** What is stored, to look at and to damage. */
    public byte[] object(String name) {
        return objects.get(name);
    }

    /** Leaves so many bytes of an object. */
    public void shorten(String name, int bytes) {
        objects.computeIfPresent(name, (same, whole) -> Arrays.copyOf(whole, bytes));
    }

    /** From now on nothing goes wrong. */
    public void behave() {
        script.clear();
    }

    public void goAway() {
        server.stop(0);
    }

    public void comeBack() throws IOException {
        start(server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    public static Fault status(int status, String code) {
        return exchange -> {
            exchange.getRequestBody().readAllBytes();
            answer(exchange, status, "<Error><Code>%s</Code><Message>scripted</Message></Error>".formatted(code));
            return false;
        };
    }

    /** Hangs up after so many bytes of the request. */
    public static Fault hangUpAfter(int bytes) {
        return exchange -> {
            exchange.getRequestBody().readNBytes(bytes);
            exchange.close();
            return false;
        };
    }

    /** Does what is asked, and says something else. */
    Fault servedButAnswered(int status) {
        return exchange -> {
            serve(exchange, op(exchange), false);
            answer(exchange, status, "<Error><Code>InternalError</Code></Error>");
            return false;
        };
    }

    /** Sends so many bytes of the answer and hangs up. */
    public Fault cutAfter(int bytes) {
        return exchange -> {
            byte[] part = range(exchange);
            exchange.sendResponseHeaders(206, part.length);
            exchange.getResponseBody().write(part, 0, bytes);
            exchange.getResponseBody().flush();
            exchange.close();
            return false;
        };
    }

    /** Waits, and then serves as usual. */
    public static Fault slow(CountDownLatch until) {
        return exchange -> {
            try {
                until.await();
                return true;
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        };
    }

    private void start(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Op op = op(exchange);
            served.computeIfAbsent(op, any -> new AtomicLong()).incrementAndGet();
            Queue<Fault> faults = script.get(op);
            Fault fault = faults == null ? null : faults.poll();
            if (fault == null || fault.strike(exchange)) {
                serve(exchange, op, true);
            }
        }
    }

    private void serve(HttpExchange exchange, Op op, boolean answers) throws IOException {
        String name = name(exchange);
        String body = "";
        int status = 200;
        switch (op) {
            case PUT -> objects.put(name, body(exchange));
            case BEGIN -> {
                String id = "upload-" + ids.incrementAndGet();
                uploads.put(id, new ConcurrentHashMap<>());
                body =
                        "<InitiateMultipartUploadResult><Bucket>b</Bucket><Key>%s</Key><UploadId>%s</UploadId></InitiateMultipartUploadResult>"
                                .formatted(name, id);
            }
            case PART -> {
                Map<Integer, byte[]> parts = uploads.get(query(exchange, "uploadId"));
                byte[] part = body(exchange);
                parts.put(Integer.parseInt(query(exchange, "partNumber")), part);
            }
            case COMPLETE -> {
                exchange.getRequestBody().readAllBytes();
                ByteArrayOutputStream whole = new ByteArrayOutputStream();
                new java.util.TreeMap<>(uploads.remove(query(exchange, "uploadId")))
                        .values()
                        .forEach(whole::writeBytes);
                objects.put(name, whole.toByteArray());
                body =
                        "<CompleteMultipartUploadResult><Location>l</Location><Bucket>b</Bucket><Key>%s</Key><ETag>e</ETag></CompleteMultipartUploadResult>"
                                .formatted(name);
            }
            case ABORT -> {
                uploads.remove(query(exchange, "uploadId"));
                status = 204;
            }
            case LIST_UPLOADS ->
                body =
                        "<ListMultipartUploadsResult><Bucket>b</Bucket><IsTruncated>false</IsTruncated><MaxUploads>1000</MaxUploads></ListMultipartUploadsResult>";
            case GET, HEAD -> {
                read(exchange, op, name);
                return;
            }
            case DELETE -> {
                objects.remove(name);
                status = 204;
            }
            case BUCKET -> {}
        }
        if (answers) {
            answer(exchange, status, body);
        }
    }

    private void read(HttpExchange exchange, Op op, String name) throws IOException {
        if (!objects.containsKey(name)) {
            answer(exchange, 404, op == Op.HEAD ? "" : "<Error><Code>NoSuchKey</Code></Error>");
            return;
        }
        exchange.getResponseHeaders().set("ETag", "\"e\"");
        exchange.getResponseHeaders().set("Last-Modified", "Wed, 21 Oct 2015 07:28:00 GMT");
        if (op == Op.HEAD) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(objects.get(name).length));
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        byte[] part = range(exchange);
        exchange.sendResponseHeaders(206, part.length);
        exchange.getResponseBody().write(part);
    }

    private byte[] range(HttpExchange exchange) {
        String[] ends = exchange.getRequestHeaders()
                .getFirst("Range")
                .substring("bytes=".length())
                .split("-");
        byte[] whole = objects.get(name(exchange));
        int last = Math.min(Integer.parseInt(ends[1]), whole.length - 1);
        exchange.getResponseHeaders().set("Content-Range", "bytes %s-%d/%d".formatted(ends[0], last, whole.length));
        return Arrays.copyOfRange(whole, Integer.parseInt(ends[0]), last + 1);
    }

    private byte[] body(HttpExchange exchange) throws IOException {
        try (InputStream in = exchange.getRequestBody()) {
            if (discards) {
                received.addAndGet(in.transferTo(OutputStream.nullOutputStream()));
                return NOTHING;
            }
            byte[] bytes = in.readAllBytes();
            received.addAndGet(bytes.length);
            return bytes;
        }
    }

    private static Op op(HttpExchange exchange) {
        boolean parted = query(exchange, "uploadId") != null;
        boolean bucket = name(exchange).isEmpty();
        return switch (exchange.getRequestMethod()) {
            case "PUT" -> parted ? Op.PART : bucket ? Op.BUCKET : Op.PUT;
            case "POST" -> parted ? Op.COMPLETE : Op.BEGIN;
            case "DELETE" -> parted ? Op.ABORT : Op.DELETE;
            case "HEAD" -> bucket ? Op.BUCKET : Op.HEAD;
            default -> bucket ? Op.LIST_UPLOADS : Op.GET;
        };
    }

    private static String name(HttpExchange exchange) {
        String[] path = exchange.getRequestURI().getPath().split("/");
        return path.length > 2 ? path[2] : "";
    }

    private static String query(HttpExchange exchange, String name) {
        String query = exchange.getRequestURI().getQuery();
        if (query != null) {
            for (String pair : query.split("&")) {
                if (pair.startsWith(name + "=")) {
                    return pair.substring(name.length() + 1);
                }
            }
        }
        return null;
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.getResponseHeaders().set("ETag", "\"e\"");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
