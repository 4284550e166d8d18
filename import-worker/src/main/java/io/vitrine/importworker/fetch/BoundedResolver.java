package io.vitrine.importworker.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The system's resolver with a time limit. Look-ups run on platform threads: a native look-up holds its carrier, and two slow name servers
 * would stop every virtual thread of a small machine.
 */
final class BoundedResolver implements HostResolver {
    private final Duration patience;
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("resolve-", 0).factory());

    BoundedResolver(Duration patience) {
        this.patience = patience;
    }

    @Override
    public List<InetAddress> resolve(String name) throws UnknownHostException, InterruptedException {
        Future<InetAddress[]> lookup = threads.submit(() -> InetAddress.getAllByName(name));
        try {
            return List.of(lookup.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException e) {
            UnknownHostException unknown = new UnknownHostException("no answer for the name");
            unknown.initCause(e);
            throw unknown;
        } finally {
            lookup.cancel(true);
        }
    }
}
