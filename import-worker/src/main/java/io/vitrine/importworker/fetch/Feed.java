package io.vitrine.importworker.fetch;

import io.vertx.core.buffer.Buffer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries bytes from where they are pulled, on a thread of its own, to a context where they are passed on. The last bytes are handed out
 * only when it is known that all were right: who gets them may take the whole for complete.
 */
public final class Feed {
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
    /** Pieces on their way to the context. */
    private static final int IN_FLIGHT = 4;

    private final Source source;
    private final Receiver receiver;
    private final Thread thread;
    private boolean flowing;
    private int inFlight;

    /** Is called on the source's context. */
    public interface Receiver {
        void bytes(Buffer bytes);

        /** All were handed out. */
        void end();

        void broken(SourceException e);
    }

    /** Does nothing before {@link #resume}. */
    public Feed(Source source, Receiver receiver) {
        this.source = source;
        this.receiver = receiver;
        this.thread = Thread.ofVirtual().name("feed").unstarted(this::run);
    }

    /** Starts, or goes on after {@link #pause}. */
    public synchronized void resume() {
        flowing = true;
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
        notifyAll();
    }

    /** Hands out nothing more but what is on its way, for the time being. */
    public synchronized void pause() {
        flowing = false;
    }

    /** Ends it, in whatever state it is. Safe from any thread and more than once. */
    public void stop() {
        thread.interrupt();
    }

    private void run() {
        try {
            Buffer held = source.bytes().next();
            while (held != null) {
                Buffer following = source.bytes().next();
                handOut(held);
                held = following;
            }
            on(Receiver::end);
        } catch (SourceException e) {
            on(to -> to.broken(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("A defect while a source was read", e);
            on(to ->
                    to.broken(new SourceException("internal", "The import failed for a reason of the service's own.")));
        }
    }

    private synchronized void handOut(Buffer bytes) throws InterruptedException {
        while (!flowing || inFlight == IN_FLIGHT) {
            wait();
        }
        inFlight++;
        on(to -> {
            to.bytes(bytes);
            arrived();
        });
    }

    private synchronized void arrived() {
        inFlight--;
        notifyAll();
    }

    private void on(Consumer<Receiver> what) {
        source.context().runOnContext(now -> what.accept(receiver));
    }
}
