-- Whether a gateway keeps copies of images on a disk of its own, as it announces it.
alter table gateways add column cache boolean not null default false;
