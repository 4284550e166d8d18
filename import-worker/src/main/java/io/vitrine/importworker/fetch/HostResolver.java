package io.vitrine.importworker.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Asks the DNS. */
public interface HostResolver {
    /** All addresses of the name, at least one, in the order to try them. Bounded in time. */
    List<InetAddress> resolve(String name) throws UnknownHostException, InterruptedException;
}
