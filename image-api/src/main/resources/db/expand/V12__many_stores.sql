-- Imports into many stores, and tasks that show how far they are.

-- What a task wrote, so that a copy that fails takes back its own and nothing else. Tasks are forgotten before locations are: no reference.
alter table image_locations add column task_id uuid;

-- What a worker is to do, where that is not what the user wrote (spec: imports, section 9).
alter table tasks add column job jsonb;

-- How far it is; written at most every two seconds while bytes flow.
alter table tasks add column phase text;
alter table tasks add column bytes_done bigint;
alter table tasks add column bytes_total bigint;
alter table tasks add column bytes_per_second bigint;
alter table tasks add column progress_at timestamptz;
alter table tasks add column told_at timestamptz;

-- The next job is the oldest of the project that has the fewest running: one step per waiting project, however long its queue.
create index tasks_queue on tasks (owner, created_at, id) where status = 'pending';
create index tasks_busy on tasks (owner) where status = 'processing';

-- Lists are keyset pages from the newest task on.
create index tasks_by_age on tasks (created_at, id);
