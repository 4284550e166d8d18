-- The truth about images. Fixed columns, tags as an array, custom properties as one document: never a row per property.
-- Two counters: version rises with every committed change, generation with every right to write bytes (the one fence).

create table images (
    id                  uuid primary key,
    name                text,
    status              text        not null,
    visibility          text        not null,
    owner               text,
    protected           boolean     not null default false,
    os_hidden           boolean     not null default false,
    tags                text[]      not null default '{}',
    disk_format         text,
    container_format    text,
    min_disk            integer     not null default 0,
    min_ram             integer     not null default 0,
    size                bigint,
    virtual_size        bigint,
    checksum            text,
    os_hash_algo        text,
    os_hash_value       text,
    properties          jsonb       not null default '{}',
    -- Server-set properties os_glance_*: null means absent, an empty array means "".
    import_task         uuid,
    importing_to_stores text[],
    failed_import       text[],
    -- Who wrote the encryption key id into the properties (spec: keys, section 4).
    key_set_by          text,
    version             bigint      not null default 0,
    generation          bigint      not null default 0,
    created_at          timestamptz not null,
    updated_at          timestamptz not null,
    deleted_at          timestamptz,
    deleted_by          text
);
-- Lists are keyset pages: one scan per visibility class.
create index images_by_visibility on images (visibility, created_at desc, id desc) where deleted_at is null;
create index images_by_owner on images (owner, created_at desc, id desc) where deleted_at is null;
create index images_in_transit on images (status) where deleted_at is null and status in ('saving', 'uploading', 'importing');

create table image_members (
    image_id   uuid        not null references images (id),
    member     text        not null,
    status     text        not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (image_id, member)
);
create index image_members_by_member on image_members (member, image_id);

-- A location row exists before its first byte and until the store says that the bytes are gone.
create table image_locations (
    id           bigint generated always as identity primary key,
    image_id     uuid        not null references images (id),
    store        text        not null,
    object_name  text,
    url          text,
    generation   bigint      not null,
    status       text        not null,
    metadata     jsonb       not null default '{}',
    crc32c       bigint,
    attempts     integer     not null default 0,
    next_attempt timestamptz,
    last_error   text,
    created_at   timestamptz not null,
    updated_at   timestamptz not null,
    unique (store, object_name)
);
create index image_locations_by_image on image_locations (image_id, id);
create index image_locations_due on image_locations (next_attempt) where status = 'pending_delete';

-- Bytes on their way: the lease of whoever writes them. Ended rows stay a while, so that a commit may be asked for again.
create table uploads (
    id              uuid primary key,
    image_id        uuid        not null references images (id),
    location_id     bigint      not null references image_locations (id),
    kind            text        not null,
    task_id         uuid,
    task_generation bigint,
    generation      bigint      not null,
    state           text        not null,
    holder          text        not null,
    granted_bytes   bigint      not null,
    expected_bytes  bigint,
    lost_after      timestamptz not null,
    created_at      timestamptz not null,
    ended_at        timestamptz
);
create index uploads_open on uploads (lost_after) where state = 'open';
create index uploads_ended on uploads (ended_at) where state <> 'open';
create index uploads_by_image on uploads (image_id) where state = 'open';

create table tasks (
    id           uuid primary key,
    type         text        not null,
    status       text        not null,
    owner        text        not null,
    image_id     uuid references images (id),
    user_id      text,
    request_id   text,
    input        jsonb       not null,
    result       jsonb,
    message      text        not null default '',
    attempts     integer     not null default 0,
    next_attempt timestamptz,
    holder       text,
    generation   bigint,
    lost_after   timestamptz,
    created_at   timestamptz not null,
    updated_at   timestamptz not null,
    expires_at   timestamptz
);
create index tasks_waiting on tasks (next_attempt, created_at) where status = 'pending';
create index tasks_running on tasks (lost_after) where status = 'processing';
create index tasks_by_image on tasks (image_id, created_at);

-- Messages leave in the order of seq; a row is there until Kafka has acknowledged it.
create table outbox (
    seq        bigint generated always as identity primary key,
    id         uuid        not null,
    topic      text        not null,
    key        text        not null,
    type       text        not null,
    headers    jsonb       not null,
    payload    jsonb       not null,
    created_at timestamptz not null
);

create table key_cleanup (
    image_id     uuid        not null references images (id),
    key_id       text        not null,
    project_id   text,
    requested_by text,
    key_set_by   text,
    policy       text        not null,
    state        text        not null,
    reason       text,
    attempts     integer     not null default 0,
    next_attempt timestamptz,
    last_code    integer,
    created_at   timestamptz not null,
    updated_at   timestamptz not null,
    primary key (image_id, key_id)
);
create index key_cleanup_due on key_cleanup (next_attempt) where state = 'pending';

create table gateways (
    id         text primary key,
    url        text        not null,
    version    text        not null,
    seen_at    timestamptz not null
);

create table stores (
    id          text primary key,
    type        text        not null,
    weight      integer     not null,
    is_default  boolean     not null,
    read_only   boolean     not null,
    description text,
    usable      boolean     not null,
    free_bytes  bigint,
    properties  jsonb       not null default '{}',
    seen_at     timestamptz not null
);

-- Ids of images whose rows were purged: never used again.
create table retired_image_ids (
    id uuid primary key
);
