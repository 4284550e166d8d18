package io.vitrine.imageapi.member;

import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Rows of {@code image_members}. Changes belong into a transaction that holds the image's lock. */
@ApplicationScoped
class Members {
    private static final String OF_IMAGE =
            "select " + Member.COLUMNS + " from image_members where image_id = ? order by created_at, member";
    private static final String ONE =
            "select " + Member.COLUMNS + " from image_members where image_id = ? and member = ?";
    private static final String COUNT = "select count(*) from image_members where image_id = ?";
    private static final String ADD = """
            insert into image_members (image_id, member, status, created_at, updated_at)
            values (?, ?, 'pending', clock_timestamp(), clock_timestamp()) returning
            """ + Member.COLUMNS;
    private static final String SET_STATUS = """
            update image_members set status = ?, updated_at = clock_timestamp() where image_id = ? and member = ? returning
            """ + Member.COLUMNS;
    private static final String REMOVE =
            "delete from image_members where image_id = ? and member = ? returning " + Member.COLUMNS;

    private final Sql sql;

    Members(Sql sql) {
        this.sql = sql;
    }

    List<Member> of(UUID imageId) {
        return sql.list(OF_IMAGE, Member::read, imageId);
    }

    Optional<Member> find(UUID imageId, String project) {
        return sql.first(ONE, Member::read, imageId, project);
    }

    long count(UUID imageId) {
        return sql.first(COUNT, row -> row.getLong(1), imageId).orElseThrow();
    }

    Member add(UUID imageId, String project) {
        return sql.first(ADD, Member::read, imageId, project).orElseThrow();
    }

    Optional<Member> setStatus(UUID imageId, String project, MemberStatus status) {
        return sql.first(SET_STATUS, Member::read, status.word(), imageId, project);
    }

    /** The row as it was. */
    Optional<Member> remove(UUID imageId, String project) {
        return sql.first(REMOVE, Member::read, imageId, project);
    }
}
