-- 200,000 images, a minute apart, of 400 projects and a large one; every value that a list may be filtered by is there often, rarely or never.
select setseed(0.42);

insert into images (id, name, status, visibility, owner, protected, os_hidden, tags, disk_format, container_format, min_disk, min_ram, size,
    virtual_size, checksum, os_hash_algo, os_hash_value, properties, created_at, updated_at)
select gen_random_uuid(),
    case when r_name < 0.5 then 'common-' || n % 200 else 'snapshot-' || n end,
    case when r_status < 0.02 then 'queued' when r_status < 0.025 then 'deactivated' else 'active' end,
    case when r_class < 0.01 then 'public' when r_class < 0.03 then 'community' when r_class < 0.23 then 'shared' else 'private' end,
    case when n % 40 = 0 then 'large' else 'project-' || n % 401 end,
    r_flag < 0.03, r_flag > 0.98,
    array_remove(array[case when r_tag < 0.5 then 'half' end, case when n % 1999 = 7 then 'rare' end,
        case when n % 199 = 9 then 'half-rare' end], null),
    case when r_format < 0.6 then 'qcow2' when r_format < 0.99 then 'raw' else 'vhd' end,
    case when r_format > 0.995 then 'ova' else 'bare' end,
    case when r_ram < 0.3 then 10 else 0 end, case when r_ram < 0.2 then 512 else 0 end,
    case when r_status >= 0.02 then (r_size * 200000)::bigint end, case when r_status >= 0.02 then (r_size * 400000)::bigint end,
    case when r_status >= 0.02 then 'c' || n / 2 end,
    case when r_status >= 0.02 then case when r_flag > 0.999 then 'sha256' else 'sha512' end end,
    case when r_status >= 0.02 then 'h' || n / 2 end,
    jsonb_build_object('os_distro', case when r_distro < 0.6 then 'debian' else 'fedora' end)
        || case when n % 499 = 3 then '{"licence": "special"}'::jsonb else '{}' end,
    created_at, created_at + r_update * interval '20 days'
from (select n, timestamptz '2020-01-01Z' + n * interval '1 minute' as created_at, random() as r_name, random() as r_status,
        random() as r_class, random() as r_flag, random() as r_tag, random() as r_format, random() as r_ram, random() as r_size,
        random() as r_distro, random() as r_update
    from generate_series(1, 200000) n) drawn;

insert into image_members (image_id, member, status, created_at, updated_at)
select id, member, 'accepted', now(), now()
from (select id, row_number() over (order by created_at) as n from images where visibility = 'shared') shared,
    lateral (values ('project-70', 2000), ('large', 1000)) members (member, every)
where n % every = 0;
