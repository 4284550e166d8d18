-- Images as clouds hold them: most are private snapshots, few are public, names repeat, sizes spread over four decades. Random, but the
-- same every time. Project demo owns up to 5,000 of them whatever their number; the others have sizes as different as projects have.
-- Placeholders: ${images}, ${projects}.
select setseed(0.42);

create temporary table numbers as
select n,
    random() as r_owner, random() as r_visibility, random() as r_status, random() as r_format, random() as r_size,
    random() as r_name, random() as r_flag, random() as r_tag, random() as r_time
from generate_series(1, ${images}) n;

insert into images (id, name, status, visibility, owner, protected, os_hidden, tags, disk_format, container_format, min_disk, min_ram,
    size, virtual_size, checksum, os_hash_algo, os_hash_value, properties, version, generation, created_at, updated_at, deleted_at)
select gen_random_uuid(),
    case
        when r_name < 0.01 then null
        when r_name < 0.5 then (array['cirros', 'ubuntu', 'debian', 'fedora', 'rocky', 'windows-server', 'flatcar', 'opensuse'])[1 + (r_name * 800)::int % 8]
            || '-' || (r_name * 4000)::int % 40
        else 'snapshot-' || md5(n::text)
    end,
    status, visibility,
    case
        when n % greatest(2, ${images} / 5000) = 0 then 'demo'
        else 'project-' || floor(${projects} * r_owner * r_owner)::int
    end,
    r_flag < 0.03, r_flag > 0.98,
    array_remove(array[
        case when r_tag < 0.5 then 'release-' || floor(r_tag * r_tag * 200)::int end,
        case when r_tag < 0.2 then 'ci' end,
        case when r_tag > 0.98 then 'build-' || n / 50 end,
        case when r_tag between 0.6 and 0.605 then 'golden' end], null),
    disk_format,
    case when r_format > 0.995 then 'docker' when r_format > 0.99 then 'ova' else 'bare' end,
    (array[0, 0, 0, 1, 5, 10, 20, 40])[1 + (r_size * 997)::int % 8], (array[0, 0, 0, 512, 1024, 2048, 4096])[1 + (r_size * 991)::int % 7],
    case when bytes then size end, case when bytes then size * 5 / 2 end,
    case when bytes then md5(same::text) end, case when bytes then case when r_flag > 0.999 then 'sha256' else 'sha512' end end,
    case when bytes then repeat(md5(same::text), 4) end,
    jsonb_strip_nulls(jsonb_build_object(
        'os_distro', (array['debian', 'ubuntu', 'fedora', 'rocky', 'windows'])[1 + (r_name * 5000)::int % 5],
        'os_version', ((r_name * 700)::int % 30)::text,
        'hw_disk_bus', case when r_flag < 0.7 then 'virtio' else 'scsi' end,
        'hw_firmware_type', case when r_flag < 0.2 then 'uefi' end,
        'image_type', case when r_name >= 0.5 then 'snapshot' end,
        'base_image_ref', case when r_name >= 0.5 then md5((n / 20)::text) end,
        'licence', case when r_tag < 0.002 then 'special' end)),
    1, case when bytes then 1 else 0 end, created_at, created_at + r_time * r_time * interval '90 days',
    case when status = 'deleted' then created_at + interval '1 day' end
from numbers,
    lateral (select
        timestamptz '2023-01-01Z' + n * (interval '1000 days' / ${images}) as created_at,
        case when r_visibility < 0.01 then 'public' when r_visibility < 0.03 then 'community' when r_visibility < 0.23 then 'shared'
            else 'private' end as visibility,
        case when r_status < 0.02 then 'queued' when r_status < 0.025 then 'deactivated' when r_status < 0.0255 then 'saving'
            when r_status < 0.0256 then 'killed' when r_status < 0.07 then 'deleted' else 'active' end as status,
        case when r_format < 0.6 then 'qcow2' when r_format < 0.93 then 'raw' when r_format < 0.96 then 'iso' when r_format < 0.985 then 'vmdk'
            when r_format < 0.99 then 'vhd' else 'raw' end as disk_format,
        (10 ^ (7 + 4 * r_size))::bigint as size,
        -- Half of all images with common names hold the same bytes as others.
        case when r_name < 0.25 then (r_name * 2000)::int else n end as same) drawn,
    lateral (select status in ('active', 'deactivated') as bytes) data;

insert into image_members (image_id, member, status, created_at, updated_at)
select id, member, status, created_at, created_at
from (select id, created_at, row_number() over (order by created_at) as n from images where visibility = 'shared' and owner <> 'demo') shared,
    lateral (values ('demo', n <= 80), ('project-1', n <= 60), ('project-' || n % ${projects}, n % 10 = 0)) members (member, chosen),
    lateral (select (array['accepted', 'accepted', 'pending', 'rejected'])[1 + n % 4] as status) answered
where chosen
on conflict do nothing;

insert into image_locations (image_id, store, object_name, url, generation, status, created_at, updated_at)
select id, store, id || '.1', 'file:///images/' || id || '.1', 1, 'active', created_at, created_at
from images, lateral (values ('local', true), ('bucket', id::text < '2')) stores (store, chosen)
where chosen and status in ('active', 'deactivated');

drop table numbers;
