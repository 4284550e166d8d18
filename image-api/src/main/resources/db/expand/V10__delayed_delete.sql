-- Delayed deletes: until delete_due an operator may take the delete back, and the locations stay as they are.
alter table images
    add column delete_due timestamptz,
    -- Whether it was deactivated: a restore must not open what an administrator had closed.
    add column deleted_deactivated boolean not null default false,
    -- Whether its bytes count against the project's quotas until they are removed.
    add column counts_until_purge boolean not null default false;
create index images_delete_due on images (delete_due) where status = 'pending_delete';

-- When every byte of a location was last read and compared, or somebody began to.
alter table image_locations add column checked_at timestamptz;
create index image_locations_by_check on image_locations (checked_at nulls first, id) where status = 'active' and bad_since is null;

-- By the last segment of the URL: does any location, of whatever image and store, stand for the object of that name?
create index image_locations_by_last_segment on image_locations (substring(url from '[^/]*$'));

-- What counts against quotas: images that live, and those that wait for their removal where that is asked for. As in V5 and V7 otherwise.
create function quota_counts(deleted_at timestamptz, status text, counts_until_purge boolean) returns boolean immutable language sql as $$
    select deleted_at is null or (status = 'pending_delete' and counts_until_purge)
$$;

create or replace function quota_count(of_project text)
    returns table (images bigint, uploading bigint, stored_bytes bigint, staged_bytes bigint) stable language sql as $$
    with reserved as (
        select coalesce(sum(u.reserved_bytes) filter (where u.kind <> 'stage'), 0) as stored,
            coalesce(sum(u.reserved_bytes) filter (where u.kind = 'stage'), 0) as staged
        from uploads u join images o on o.id = u.image_id
        where u.state = 'open' and o.owner = of_project)
    select count(*),
        count(*) filter (where quota_is_uploading(i.status, i.importing_to_stores)),
        (coalesce(sum(i.size * (select count(*) from image_locations l where l.image_id = i.id and l.status = 'active')), 0)
            + (select stored from reserved))::bigint,
        (coalesce(sum(i.size) filter (where quota_is_staged(i.status, i.importing_to_stores)), 0)
            + (select staged from reserved))::bigint
    from images i
    where i.owner = of_project and (i.deleted_at is null or (i.status = 'pending_delete' and i.counts_until_purge))
$$;

create or replace function quota_image_changed() returns trigger language plpgsql as $$
declare
    of_image        uuid := coalesce(new.id, old.id);
    copies          bigint;
    reserved_stored bigint := 0;
    reserved_staged bigint := 0;
begin
    -- Most projects have no limits, and every create comes by here.
    if not exists (select from quota_usage where project in (old.owner, new.owner)) then
        return null;
    end if;
    select count(*) into copies from image_locations where image_id = of_image and status = 'active';
    if old.owner is distinct from new.owner then
        select coalesce(sum(reserved_bytes) filter (where kind <> 'stage'), 0), coalesce(sum(reserved_bytes) filter (where kind = 'stage'), 0)
        into reserved_stored, reserved_staged from uploads where image_id = of_image and state = 'open';
        perform 1 from quota_usage where project in (old.owner, new.owner) order by project for update;
    end if;
    update quota_usage q
    set images = q.images + d.images, uploading = q.uploading + d.uploading,
        stored_bytes = q.stored_bytes + d.stored_bytes, staged_bytes = q.staged_bytes + d.staged_bytes
    from (
        select v.owner,
            coalesce(sum(v.times) filter (where v.live), 0) as images,
            coalesce(sum(v.times) filter (where v.live and quota_is_uploading(v.status, v.importing)), 0) as uploading,
            coalesce(sum(v.times * v.size * copies) filter (where v.live), 0) + sum(v.times * reserved_stored) as stored_bytes,
            coalesce(sum(v.times * v.size) filter (where v.live and quota_is_staged(v.status, v.importing)), 0)
                + sum(v.times * reserved_staged) as staged_bytes
        from (values
            (-1, old.owner, quota_counts(old.deleted_at, old.status, old.counts_until_purge), old.status, old.importing_to_stores, old.size),
            (1, new.owner, quota_counts(new.deleted_at, new.status, new.counts_until_purge), new.status, new.importing_to_stores, new.size)
        ) v (times, owner, live, status, importing, size)
        where v.owner is not null
        group by v.owner
    ) d
    where q.project = d.owner and (d.images, d.uploading, d.stored_bytes, d.staged_bytes) <> (0, 0, 0, 0);
    return null;
end
$$;

create or replace function quota_location_changed() returns trigger language plpgsql as $$
declare
    copies integer := coalesce(new.status = 'active', false)::integer - coalesce(old.status = 'active', false)::integer;
begin
    if copies <> 0 then
        update quota_usage q set stored_bytes = q.stored_bytes + copies * i.size
        from images i
        where i.id = coalesce(new.image_id, old.image_id) and i.size > 0 and q.project = i.owner
            and quota_counts(i.deleted_at, i.status, i.counts_until_purge);
    end if;
    return null;
end
$$;
