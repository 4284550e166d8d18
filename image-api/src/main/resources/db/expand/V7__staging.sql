-- Bytes that are being staged count against the staging limit, not against the stored bytes. A committed staging is counted by its image's size.

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
    from images i where i.owner = of_project and i.deleted_at is null
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

create or replace function quota_upload_changed() returns trigger language plpgsql as $$
declare
    bytes  bigint := coalesce(quota_reserved(new.state, new.reserved_bytes), 0)
        - coalesce(quota_reserved(old.state, old.reserved_bytes), 0);
    staged bigint := case coalesce(new.kind, old.kind) when 'stage' then bytes else 0 end;
begin
    if bytes <> 0 then
        update quota_usage q set stored_bytes = q.stored_bytes + bytes - staged, staged_bytes = q.staged_bytes + staged
        from images i where i.id = coalesce(new.image_id, old.image_id) and q.project = i.owner;
    end if;
    return null;
end
$$;

-- Staged bytes that wait for their import, oldest first: the sweeper drops those that wait too long.
create index image_locations_staged on image_locations (updated_at) where status = 'staged';
