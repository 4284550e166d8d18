package io.vitrine.imageapi.sql;

import io.agroal.api.AgroalDataSource;

/** Statements on a database that no application serves. */
public final class TestSql {
    private TestSql() {}

    public static Sql of(AgroalDataSource dataSource) {
        return new Sql(dataSource);
    }
}
