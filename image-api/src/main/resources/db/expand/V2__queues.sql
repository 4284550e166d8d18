-- What the queues of V1 need to be swept by index, and to forget a location while the upload that wrote it is still remembered.

alter table uploads drop constraint uploads_location_id_fkey;
create index uploads_by_location on uploads (location_id) where state = 'open';
create index uploads_by_task on uploads (task_id) where state = 'open' and task_id is not null;

-- When image.purged was written: once, whatever is delivered again.
alter table images add column purged_at timestamptz;

-- Orphaned: the store that held the bytes can never remove them; such a location holds up neither purge nor key.
drop index image_locations_due;
create index image_locations_due on image_locations (next_attempt) where status in ('pending_delete', 'orphaned');

create index tasks_expiring on tasks (expires_at) where expires_at is not null;

-- Stores are listed in the order of their configuration.
alter table stores add column position integer not null default 0;

-- When the key manager was first asked; giving up counts from here, because the bytes go first.
alter table key_cleanup add column asked_at timestamptz;

-- Does another image use the same key? An id may stand alone or at the end of a reference.
create index images_by_volume_key on images (right(rtrim(lower(properties ->> 'cinder_encryption_key_id'), '/'), 36))
    where properties ->> 'cinder_encryption_key_id' is not null and status <> 'deleted';
create index images_by_image_key on images (right(rtrim(lower(properties ->> 'os_encrypt_key_id'), '/'), 36))
    where properties ->> 'os_encrypt_key_id' is not null and status <> 'deleted';
