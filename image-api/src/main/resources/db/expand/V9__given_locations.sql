-- Locations that somebody gave have a URL and no object name: the bytes of one must not become those of two images. URLs have any length.
create index image_locations_given on image_locations using hash (url) where object_name is null;
