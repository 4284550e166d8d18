-- Copies whose bytes are not the ones that were written. They stay listed, so that an operator sees them and a delete finds them, and are never read.

alter table image_locations add column bad_since timestamptz, add column bad_reason text;

-- What operators look for.
create index image_locations_bad on image_locations (bad_since) where bad_since is not null;
