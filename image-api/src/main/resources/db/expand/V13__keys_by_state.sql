-- Keys that wait for an operator are few among all that were ever deleted.
create index key_cleanup_by_state on key_cleanup (state, image_id, key_id);
