-- Uploads that may break off and go on later, on any gateway. Their bytes gather as parts, each a staged object of its own; once the last one
-- is here they are what an import by glance-direct takes, in the order of their ids.

create table resumable_uploads (
    id         uuid primary key,
    image_id   uuid        not null references images (id) on delete cascade,
    length     bigint      not null,
    received   bigint      not null default 0,
    store      text        not null,
    -- Whose task the import will be.
    owner      text        not null,
    user_id    text        not null,
    request_id text,
    state      text        not null,
    created_at timestamptz not null,
    expires_at timestamptz not null
);
create unique index resumable_uploads_open on resumable_uploads (image_id) where state = 'open';
create index resumable_uploads_by_image on resumable_uploads (image_id);
create index resumable_uploads_expiring on resumable_uploads (expires_at);

-- Bytes of a part; null for a location that is a whole copy.
alter table image_locations add column part_bytes bigint;
