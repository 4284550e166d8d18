package io.vitrine.imageapi.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.vitrine.contracts.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;

/**
 * Messages that leave with the transaction that writes them, or not at all. Call it after the image's row was locked: rows then commit in
 * the order of their {@code seq}, which is the order per image that readers rely on (spec: events, section 5).
 */
@ApplicationScoped
public class Outbox {
    private static final String INSERT =
            "insert into outbox (id, topic, key, type, headers, payload, created_at) values (?, ?, ?, ?, ?::jsonb, ?::jsonb, clock_timestamp())";

    private final AgroalDataSource dataSource;
    private final ObjectMapper json;
    private final RelaySignal relay;

    Outbox(AgroalDataSource dataSource, ObjectMapper json, RelaySignal relay) {
        this.dataSource = dataSource;
        this.json = json;
        this.relay = relay;
    }

    /** Something happened to an image; for everybody. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void event(String type, UUID imageId, Object data, Map<String, String> headers) {
        insert(Topics.EVENTS, type, imageId, data, headers);
    }

    /** An image is shared with a project, or is not any more; for everybody. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void memberEvent(String type, UUID imageId, Object data, Map<String, String> headers) {
        insert(Topics.MEMBERS, type, imageId, data, headers);
    }

    /**
     * Something happened to a task; for everybody.
     *
     * @param key the image that it works on, else the task
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void taskEvent(String type, UUID key, Object data, Map<String, String> headers) {
        insert(Topics.TASKS, type, key, data, headers);
    }

    /** One service is asked to do something. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void command(String topic, String type, UUID imageId, Object data) {
        insert(topic, type, imageId, data, Map.of());
    }

    private void insert(String topic, String type, UUID imageId, Object data, Map<String, String> headers) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setObject(1, TimeOrderedId.at(System.currentTimeMillis()));
            insert.setString(2, topic);
            insert.setString(3, imageId.toString());
            insert.setString(4, type);
            insert.setString(5, json.writeValueAsString(headers));
            insert.setString(6, json.writeValueAsString(data));
            insert.executeUpdate();
        } catch (SQLException | JsonProcessingException e) {
            throw new IllegalStateException("could not write a message of type " + type + " to the outbox", e);
        }
        relay.afterCommit();
    }
}
