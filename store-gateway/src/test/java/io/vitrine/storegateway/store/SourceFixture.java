package io.vitrine.storegateway.store;

/** A real place to read from, and somebody who can put bytes there. */
public interface SourceFixture {
    BlobSource source();

    /** Has bytes put there. */
    BlobLocation put(String name, byte[] bytes);

    /** Where nothing is. */
    BlobLocation absent();
}
