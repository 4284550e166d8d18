package io.vitrine.storegateway.store.http;

import java.time.Duration;

/**
 * How long a server may take.
 *
 * @param connect for one address, TLS included
 * @param silence without a single byte
 */
record HttpTimes(Duration connect, Duration silence) {
    static final HttpTimes USUAL = new HttpTimes(Duration.ofSeconds(10), Duration.ofSeconds(30));
}
