package io.vitrine.storegateway.store.http;

import io.vitrine.contracts.egress.AddressRules;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Dns;

/**
 * Resolves a name once and gives its addresses away only when all of them may be asked (S-30): the client connects to exactly these, so a
 * name server that changes its mind gains nothing. Look-ups run on platform threads, because a native one would hold a virtual thread's
 * carrier.
 */
final class CheckedDns implements Dns {
    private static final long PATIENCE_SECONDS = 10;
    /** A name with more addresses than this is not tried to the end. */
    private static final int ADDRESSES = 4;

    /** All of its addresses must pass, and one does not. */
    static final class Denied extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        Denied() {
            super("an address that must not be asked");
        }
    }

    /** Asks the DNS. */
    interface Resolver {
        List<InetAddress> resolve(String name) throws UnknownHostException;
    }

    private final AddressRules rules;
    private final Resolver resolver;

    CheckedDns(AddressRules rules) {
        this(rules, new SystemResolver());
    }

    CheckedDns(AddressRules rules, Resolver resolver) {
        this.rules = rules;
        this.resolver = resolver;
    }

    @Override
    public List<InetAddress> lookup(String hostname) throws UnknownHostException {
        List<InetAddress> found = resolver.resolve(hostname);
        for (InetAddress address : found) {
            require(address);
        }
        return found.subList(0, Math.min(ADDRESSES, found.size()));
    }

    /** For a host that is an address itself: the client does not look that up. */
    void require(InetAddress address) throws Denied {
        if (!rules.permit(address)) {
            throw new Denied();
        }
    }

    private static final class SystemResolver implements Resolver {
        private final ExecutorService threads = Executors.newCachedThreadPool(
                Thread.ofPlatform().daemon().name("resolve-", 0).factory());

        @Override
        public List<InetAddress> resolve(String name) throws UnknownHostException {
            Future<InetAddress[]> lookup = threads.submit(() -> InetAddress.getAllByName(name));
            try {
                return List.of(lookup.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            } catch (ExecutionException | TimeoutException e) {
                throw unknown(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw unknown(e);
            } finally {
                lookup.cancel(true);
            }
        }

        private static UnknownHostException unknown(Exception cause) {
            UnknownHostException unknown = new UnknownHostException("no answer for the name");
            unknown.initCause(cause);
            return unknown;
        }
    }
}
