package io.vitrine.imageapi.problem;

import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** JSON is UTF-8 and has no parameters (RFC 8259, section 11): strict clients compare the whole type. */
class PlainJsonFilter {
    @ServerResponseFilter
    void plain(ContainerResponseContext response) {
        MediaType type = response.getMediaType();
        if (type != null
                && MediaType.APPLICATION_JSON_TYPE.isCompatible(type)
                && !type.getParameters().isEmpty()) {
            response.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON);
        }
    }
}
