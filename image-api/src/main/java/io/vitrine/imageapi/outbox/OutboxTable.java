package io.vitrine.imageapi.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The relay's side of {@code outbox}, on the relay's own connection. */
@ApplicationScoped
class OutboxTable {
    /** One relay in the whole system; the session that holds it is the relay. */
    static final long LOCK = 0x5649_5452_4f42_4f58L;

    private static final String NEXT =
            "select seq, id, topic, key, type, headers, payload, created_at from outbox where refused is null order by seq limit ?";
    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    private final ObjectMapper json;

    OutboxTable(ObjectMapper json) {
        this.json = json;
    }

    boolean tryLead(Connection connection) throws SQLException {
        return ask(connection, "select pg_try_advisory_lock(?)");
    }

    void stopLeading(Connection connection) throws SQLException {
        ask(connection, "select pg_advisory_unlock(?)");
    }

    List<OutboxMessage> next(Connection connection, int limit) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(NEXT)) {
            query.setInt(1, limit);
            try (ResultSet row = query.executeQuery()) {
                List<OutboxMessage> messages = new ArrayList<>();
                while (row.next()) {
                    messages.add(message(row));
                }
                return messages;
            }
        }
    }

    /** What Kafka has acknowledged, in one statement. */
    void delete(Connection connection, List<OutboxMessage> acknowledged) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from outbox where seq = any(?)")) {
            Object[] sequence = acknowledged.stream().map(OutboxMessage::seq).toArray();
            delete.setArray(1, connection.createArrayOf("bigint", sequence));
            delete.executeUpdate();
        }
    }

    /** Sets a message aside that Kafka never accepts; an operator sees it, and its successors go on. */
    void park(Connection connection, OutboxMessage message, String reason) throws SQLException {
        try (PreparedStatement park = connection.prepareStatement("update outbox set refused = ? where seq = ?")) {
            park.setString(1, reason);
            park.setLong(2, message.seq());
            park.executeUpdate();
        }
    }

    private OutboxMessage message(ResultSet row) throws SQLException {
        try {
            return new OutboxMessage(
                    row.getLong("seq"),
                    row.getObject("id", UUID.class),
                    row.getString("topic"),
                    row.getString("key"),
                    row.getString("type"),
                    json.readValue(row.getString("headers"), HEADERS),
                    row.getString("payload").getBytes(UTF_8),
                    row.getObject("created_at", OffsetDateTime.class).toInstant());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("headers in the outbox are a JSON object of strings", e);
        }
    }

    private static boolean ask(Connection connection, String question) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(question)) {
            query.setLong(1, LOCK);
            try (ResultSet answer = query.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }
}
