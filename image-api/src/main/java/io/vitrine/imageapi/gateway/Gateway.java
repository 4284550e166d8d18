package io.vitrine.imageapi.gateway;

/**
 * A gateway that was heard of a moment ago.
 *
 * @param url of its internal API, as it announced it: for administrators' eyes only
 */
public record Gateway(String id, String url) {}
