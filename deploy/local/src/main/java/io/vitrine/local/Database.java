package io.vitrine.local;

import io.vitrine.local.component.Databases;

/** How to connect to a database. */
public record Database(String jdbcUrl, String user, String password) {

    static Database ofImageApi(Workplace place) {
        return of(place, Databases.IMAGE_API, place.secrets().imageDatabase());
    }

    static Database of(Workplace place, String name, String password) {
        return new Database(new Databases(place).url(name), name, password);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "Database[" + jdbcUrl + "]";
    }
}
