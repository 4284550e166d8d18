-- What an import needs beside its input, which users see. The token of the user who asked for a glance-download, encrypted, until a worker
-- claims the import; whether the operator's properties go into its image; and what was written into the image for it, to be taken back.
alter table tasks
    add column sealed_token bytea,
    add column token_expires timestamptz,
    add column inject boolean not null default false,
    add column described jsonb;

create index tasks_with_token on tasks (token_expires) where sealed_token is not null;
