-- What store-gateway found an image's bytes to be, whatever disk_format says. Null: they were not inspected.
alter table images add column inspected_format text;
