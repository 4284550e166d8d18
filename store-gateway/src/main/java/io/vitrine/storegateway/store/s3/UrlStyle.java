package io.vitrine.storegateway.store.s3;

/** Where a bucket's name stands in addresses. */
enum UrlStyle {
    /** In the host's name for the large public clouds, which demand it; in the path everywhere else. */
    AUTO,
    PATH,
    VIRTUAL
}
