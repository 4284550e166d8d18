-- The glance command sorts every list by name: such pages are index scans, too. An absent name sorts as the empty one.
create index images_by_visibility_name on images (visibility, coalesce(name, ''), created_at, id) where deleted_at is null;
create index images_by_owner_name on images (owner, coalesce(name, ''), created_at, id) where deleted_at is null;
