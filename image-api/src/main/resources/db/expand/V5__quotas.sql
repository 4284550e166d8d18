-- What a project uses of its quotas. The rows of images, image_locations and uploads are the truth, quota_count() adds them up, and a row of
-- quota_usage is the same sum kept up to date by triggers, in the transaction of every change: nobody can forget to count.
-- A project is counted once a limit has been asked about; where no limit is set, the triggers find no row and change nothing.
-- Locks are taken in one order: image, uploads, quota_usage.

-- Bytes that a write may still bring: part of the project's storage while the write is open. 0 where no limit is set.
alter table uploads add column reserved_bytes bigint not null default 0;

create table quota_usage (
    project      text primary key,
    images       bigint      not null,
    uploading    bigint      not null,
    stored_bytes bigint      not null,
    staged_bytes bigint      not null,
    -- Changes under way when the row began may have missed it: as long as one of a transaction before settles_at may come, whoever locks the
    -- row counts.
    began_by     xid8        not null default pg_current_xact_id(),
    settles_at   xid8,
    settled      boolean     not null default false,
    next_count   timestamptz not null
);
create index quota_usage_due on quota_usage (next_count);

-- Limits of one project by their public names; sizes in MiB, negative means unlimited. A name that is not here has its configured default.
create table quota_limits (
    project text   not null,
    name    text   not null check (name in ('image_size_total', 'image_stage_total', 'image_count_total', 'image_count_uploading')),
    value   bigint not null,
    primary key (project, name)
);

create function quota_is_staged(status text, importing_to_stores text[]) returns boolean immutable language sql as $$
    select status in ('uploading', 'importing') or coalesce(cardinality(importing_to_stores), 0) > 0
$$;

create function quota_is_uploading(status text, importing_to_stores text[]) returns boolean immutable language sql as $$
    select status = 'saving' or quota_is_staged(status, importing_to_stores)
$$;

create function quota_reserved(state text, reserved_bytes bigint) returns bigint immutable language sql as $$
    select case state when 'open' then reserved_bytes else 0 end
$$;

-- A deleted image counts no more, but a write into it does until it has ended.
create function quota_count(of_project text)
    returns table (images bigint, uploading bigint, stored_bytes bigint, staged_bytes bigint) stable language sql as $$
    select count(*),
        count(*) filter (where quota_is_uploading(i.status, i.importing_to_stores)),
        (coalesce(sum(i.size * (select count(*) from image_locations l where l.image_id = i.id and l.status = 'active')), 0)
            + (select coalesce(sum(u.reserved_bytes), 0) from uploads u join images o on o.id = u.image_id
                where u.state = 'open' and o.owner = of_project))::bigint,
        coalesce(sum(i.size) filter (where quota_is_staged(i.status, i.importing_to_stores)), 0)::bigint
    from images i where i.owner = of_project and i.deleted_at is null
$$;

create function quota_image_changed() returns trigger language plpgsql as $$
declare
    of_image uuid := coalesce(new.id, old.id);
    copies   bigint;
    reserved bigint := 0;
begin
    -- Most projects have no limits, and every create comes by here.
    if not exists (select from quota_usage where project in (old.owner, new.owner)) then
        return null;
    end if;
    select count(*) into copies from image_locations where image_id = of_image and status = 'active';
    if old.owner is distinct from new.owner then
        select coalesce(sum(reserved_bytes), 0) into reserved from uploads where image_id = of_image and state = 'open';
        perform 1 from quota_usage where project in (old.owner, new.owner) order by project for update;
    end if;
    update quota_usage q
    set images = q.images + d.images, uploading = q.uploading + d.uploading,
        stored_bytes = q.stored_bytes + d.stored_bytes, staged_bytes = q.staged_bytes + d.staged_bytes
    from (
        select v.owner,
            coalesce(sum(v.times) filter (where v.live), 0) as images,
            coalesce(sum(v.times) filter (where v.live and quota_is_uploading(v.status, v.importing)), 0) as uploading,
            coalesce(sum(v.times * v.size * copies) filter (where v.live), 0) + sum(v.times * reserved) as stored_bytes,
            coalesce(sum(v.times * v.size) filter (where v.live and quota_is_staged(v.status, v.importing)), 0) as staged_bytes
        from (values
            (-1, old.owner, old.deleted_at is null, old.status, old.importing_to_stores, old.size),
            (1, new.owner, new.deleted_at is null, new.status, new.importing_to_stores, new.size)
        ) v (times, owner, live, status, importing, size)
        where v.owner is not null
        group by v.owner
    ) d
    where q.project = d.owner and (d.images, d.uploading, d.stored_bytes, d.staged_bytes) <> (0, 0, 0, 0);
    return null;
end
$$;

create trigger quota_image_added after insert or delete on images
    for each row execute function quota_image_changed();
create trigger quota_image_changed after update on images
    for each row when (
        (old.owner, old.deleted_at, old.status, old.importing_to_stores, old.size)
            is distinct from (new.owner, new.deleted_at, new.status, new.importing_to_stores, new.size))
    execute function quota_image_changed();

create function quota_location_changed() returns trigger language plpgsql as $$
declare
    copies integer := coalesce(new.status = 'active', false)::integer - coalesce(old.status = 'active', false)::integer;
begin
    if copies <> 0 then
        update quota_usage q set stored_bytes = q.stored_bytes + copies * i.size
        from images i
        where i.id = coalesce(new.image_id, old.image_id) and i.deleted_at is null and i.size > 0 and q.project = i.owner;
    end if;
    return null;
end
$$;

create trigger quota_location_changed after insert or delete or update of status on image_locations
    for each row execute function quota_location_changed();

create function quota_upload_changed() returns trigger language plpgsql as $$
declare
    bytes bigint := coalesce(quota_reserved(new.state, new.reserved_bytes), 0)
        - coalesce(quota_reserved(old.state, old.reserved_bytes), 0);
begin
    if bytes <> 0 then
        update quota_usage q set stored_bytes = q.stored_bytes + bytes
        from images i where i.id = coalesce(new.image_id, old.image_id) and q.project = i.owner;
    end if;
    return null;
end
$$;

create trigger quota_upload_changed after insert or delete or update of state, reserved_bytes on uploads
    for each row execute function quota_upload_changed();
