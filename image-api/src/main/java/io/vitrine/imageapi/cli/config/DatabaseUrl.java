package io.vitrine.imageapi.cli.config;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a PostgreSQL database is, without the password that stood there, too. */
record DatabaseUrl(String jdbc, Optional<String> user) {
    /** Empty when it is none of PostgreSQL. */
    static Optional<DatabaseUrl> of(String connection) {
        if (!connection.startsWith("postgresql")) {
            return Optional.empty();
        }
        try {
            URI url = URI.create("postgresql" + connection.substring(connection.indexOf(':')));
            if (url.getHost() == null) {
                return Optional.empty();
            }
            String port = url.getPort() < 0 ? "" : ":" + url.getPort();
            @Nullable String user = url.getUserInfo();
            return Optional.of(new DatabaseUrl(
                    "jdbc:postgresql://" + url.getHost() + port + url.getPath(),
                    Optional.ofNullable(user).map(info -> info.split(":", 2)[0])));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
