-- Lists of a million images (docs/adr/0012): whatever a list is sorted by is an index of its own, which also holds what is filtered by, so that
-- images that do not match cost a part of an index page and never their row. An absent value sorts as the empty one or zero.

drop index images_by_visibility, images_by_owner, images_by_visibility_name, images_by_owner_name;

create index images_by_visibility on images (visibility, created_at, id)
    include (owner, status, os_hidden, protected, disk_format, container_format, min_disk, min_ram, os_hash_algo, size, virtual_size, updated_at)
    where deleted_at is null;
create index images_by_visibility_updated on images (visibility, updated_at, created_at, id)
    include (owner, status, os_hidden, protected, disk_format, container_format, min_disk, min_ram, os_hash_algo, size, virtual_size)
    where deleted_at is null;
create index images_by_visibility_name on images (visibility, coalesce(name, ''), created_at, id)
    include (name, owner, status, os_hidden, protected, disk_format, container_format, min_disk, min_ram, os_hash_algo, size, virtual_size,
        updated_at)
    where deleted_at is null;
create index images_by_visibility_status on images (visibility, status, created_at, id)
    include (owner, os_hidden, protected, disk_format, container_format, min_disk, min_ram, os_hash_algo, size, virtual_size, updated_at)
    where deleted_at is null;
create index images_by_visibility_disk_format on images (visibility, coalesce(disk_format, ''), created_at, id)
    include (owner, status, os_hidden, protected, disk_format, container_format, min_disk, min_ram, os_hash_algo, size, virtual_size, updated_at)
    where deleted_at is null;
create index images_by_visibility_container_format on images (visibility, coalesce(container_format, ''), created_at, id)
    include (owner, status, os_hidden, protected, disk_format, container_format, min_disk, min_ram, os_hash_algo, size, virtual_size, updated_at)
    where deleted_at is null;
create index images_by_visibility_size on images (visibility, coalesce(size, 0), created_at, id)
    include (owner, status, os_hidden, protected, disk_format, container_format, min_disk, min_ram, os_hash_algo, size, virtual_size, updated_at)
    where deleted_at is null;
create index images_by_visibility_id on images (visibility, id)
    include (owner, status, os_hidden, protected, disk_format, container_format, min_disk, min_ram, os_hash_algo, size, virtual_size, created_at,
        updated_at)
    where deleted_at is null;

-- A project's own images are few enough to be sorted, save for the orders that clients ask for most and one that an index gives for little.
create index images_by_owner on images (owner, created_at, id)
    include (visibility, status, os_hidden, protected, disk_format, container_format, min_disk, min_ram, os_hash_algo, size, virtual_size,
        updated_at)
    where deleted_at is null;
create index images_by_owner_name on images (owner, coalesce(name, ''), created_at, id)
    include (name, visibility, status, os_hidden, protected, disk_format, container_format, min_disk, min_ram, os_hash_algo, size, virtual_size,
        updated_at)
    where deleted_at is null;
create index images_by_owner_id on images (owner, id) where deleted_at is null;

-- Filters that find few images among all. What is absent, zero or false at creation is in no index then.
create index images_by_checksum on images (checksum, visibility, created_at, id) where deleted_at is null and checksum is not null;
create index images_by_hash on images (os_hash_value, visibility, created_at, id) where deleted_at is null and os_hash_value is not null;
create index images_by_hash_algo on images (os_hash_algo, visibility, created_at, id) where deleted_at is null and os_hash_algo is not null;
create index images_by_virtual_size on images (virtual_size) where deleted_at is null and virtual_size is not null;
create index images_by_min_disk on images (min_disk) where deleted_at is null and min_disk > 0;
create index images_by_min_ram on images (min_ram) where deleted_at is null and min_ram > 0;
create index images_protected on images (visibility, created_at, id) where deleted_at is null and protected;
create index images_hidden on images (visibility, created_at, id) where deleted_at is null and os_hidden;

-- Not partial: the planner never intersects two indexes that have a predicate in common, and "this tag, of this project" is an intersection.
-- A list reads what is pending, too: little may be.
create index images_by_tag on images using gin (tags) with (gin_pending_list_limit = 256);
create index images_by_property on images using gin (properties jsonb_path_ops) with (gin_pending_list_limit = 256);

-- Filtered lists are planned with their values; these are what the planner knows about them.
create statistics images_name_key on (coalesce(name, '')) from images;
create statistics images_disk_format_key on (coalesce(disk_format, '')) from images;
create statistics images_container_format_key on (coalesce(container_format, '')) from images;
create statistics images_size_key on (coalesce(size, 0)) from images;
alter table images alter tags set statistics 1000, alter properties set statistics 1000;
analyze images;

-- An index answers alone where all of a page of rows is known to be visible: vacuum comes by at every fiftieth new row, not at every fifth.
alter table images set (autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_vacuum_scale_factor = 0.05,
    autovacuum_analyze_scale_factor = 0.02);
