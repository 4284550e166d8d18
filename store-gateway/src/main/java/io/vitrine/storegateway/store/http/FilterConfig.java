package io.vitrine.storegateway.store.http;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** Which addresses may be asked: the networks that import-worker's downloads follow, so that a site says it once. */
@ConfigMapping(prefix = "images.import.filter")
public interface FilterConfig {
    /** Networks of the local machine or site that may be asked although they are refused by default, such as {@code 10.1.0.0/16}. */
    Optional<List<String>> allowCidrs();

    /** Further networks that are never asked. Nothing lifts them. */
    Optional<List<String>> denyCidrs();
}
