package io.vitrine.importworker.convert;

/** Is told how many bytes are done. */
interface Count {
    void at(long bytes) throws InterruptedException;
}
