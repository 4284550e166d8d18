-- What operators work with.

-- Processes of this service, each seen every few seconds: a contraction waits until those of the old release are gone.
create table instances (
    id      text        primary key,
    version text        not null,
    seen_at timestamptz not null
);

-- Records of dead-letter topics that somebody has dealt with. Kafka cannot forget a single record; this is what makes it forgotten. The id of the
-- topic is Kafka's: a topic that was made anew begins at 0 again.
create table dead_letters (
    topic_id      text        not null,
    partition     integer     not null,
    record_offset bigint      not null,
    topic         text        not null,
    action        text        not null check (action in ('replayed', 'discarded')),
    actor         text        not null,
    acted_at      timestamptz not null,
    primary key (topic_id, partition, record_offset)
);

-- Bytes that there is room for where a gateway stages data, as it announces it.
alter table gateways add column staging_free bigint;
