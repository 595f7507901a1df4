-- The tables of version 1.
--
-- A job's row is written once; where the job stands is told by the table that has its id (docs/adr/0002):
--   offer, held   Pending              running   Assigned, Active, Callbacks
--   waiting       Active without a worker: waits for other jobs; Callbacks, if it has an outcome
--   fresh         New: part of a join whose turn has not come
--   outcome       Completed, or Callbacks while completed_at is null
-- What follows a job's outcome is noted where it stands: 1 it has callbacks, 2 another job waits for it, 3 both.
-- Moments are whole microseconds since 1970 UTC, durations are microseconds. Names compare by name_key, their upper
-- case as the engine computes it.
-- A check with three values or more says between: for a list, SQLite would fill a temporary table at every write.

create table migration (
    number     integer primary key,
    name       text not null,
    checksum   text not null,
    applied_at integer not null
);

-- One row, read first and written last by every write transaction.
create table meta (
    one        integer primary key check (one = 1),
    schema     integer not null,
    min_engine integer not null,
    next_id    integer not null check (next_id > 0),
    -- The latest moment that was used, and the latest key of an offer: neither ever goes back.
    last_now   integer not null,
    last_key   integer not null,
    created_at integer not null
);

create table queue (
    id          integer primary key,
    name        text not null,
    name_key    text not null unique,
    description text,
    paused      integer not null default 0 check (paused in (0, 1)),
    created_at  integer not null
);

-- How many jobs stand where; moves keep it. What runs is few and is counted when asked.
create table tally (
    queue     integer primary key,
    ready     integer not null default 0 check (ready >= 0),
    held      integer not null default 0 check (held >= 0),
    -- Jobs whose callbacks are left and which no worker has.
    resuming  integer not null default 0 check (resuming >= 0),
    -- Active jobs that wait for other jobs.
    waiting   integer not null default 0 check (waiting >= 0),
    completed integer not null default 0 check (completed >= 0),
    failed    integer not null default 0 check (failed >= 0)
);

create table quota (
    id           integer primary key,
    -- 0: of no queue. It stands for the state of that name, which jobs of all queues share.
    queue        integer not null,
    name         text not null,
    name_key     text not null,
    -- Null: removed. It goes on counting, so that creating it again finds the truth.
    size         integer check (size >= 0),
    used         integer not null default 0 check (used >= 0),
    -- Reserved for rates: a quota whose slots come back by time.
    refill_size  integer,
    refill_every integer,
    unique (queue, name_key)
);

-- Every distinct set of quotas in a queue has a lane of offers; the free lane has the empty set (docs/adr/0004).
create table lane (
    id        integer primary key,
    queue     integer not null,
    quota_set text not null,
    head_band integer,
    head_key  integer,
    head_seq  integer,
    parked_on integer,
    unique (queue, quota_set),
    check ((head_band is null) = (head_key is null) and (head_key is null) = (head_seq is null)),
    -- An empty lane is never parked: nothing would bring it back.
    check (parked_on is null or head_key is not null)
);

create index lane_open on lane (queue, head_band, head_key, head_seq) where parked_on is null and head_key is not null;
create index lane_parked on lane (parked_on, head_band, head_key, head_seq) where parked_on is not null;

create table lane_quota (
    lane  integer not null,
    quota integer not null,
    primary key (lane, quota)
) without rowid;

create index lane_quota_quota on lane_quota (quota);

-- Texts are stored once, found by their hash.
create table call (
    id        integer primary key,
    hash      blob not null unique,
    kind      integer not null check (kind between 1 and 3),
    text      text not null,
    file_name text
);

create table payload (
    id    integer primary key,
    bytes blob not null
);

-- Processes that added jobs, each once (R008, docs/adr/0024).
create table source (
    id            integer primary key,
    uuid          text not null unique,
    host          text not null,
    process_id    integer not null,
    account       text not null,
    first_seen_at integer not null
);

create table job (
    id              integer primary key,
    queue           integer not null,
    lane            integer not null,
    created_at      integer not null,
    -- Who put it. A retry, a rescue or a change leaves it as it is.
    source_id       integer not null,
    -- Of a callback: the job whose outcome it gets, and the job that is claimed for it (null: itself).
    parent_id       integer,
    root_id         integer check (root_id is null or parent_id is not null),
    -- Of what follows a join: the join.
    join_id         integer,
    name            text,
    name_key        text,
    -- Of a callback: the arm for success. Null passes the parent's outcome through.
    call_id         integer check (call_id is not null or parent_id is not null),
    failure_call_id integer check (failure_call_id is null or parent_id is not null),
    -- Small values lie inline, large ones in payload.
    arguments       blob,
    arguments_id    integer check (arguments_id is null or arguments is null),
    settings        blob,
    settings_id     integer check (settings_id is null or settings is null),
    priority        integer not null default 0,
    begin_after     integer,
    begin_by        integer check (begin_by >= 0),
    timeout         integer check (timeout > 0),
    max_attempts    integer check (max_attempts > 0),
    retry_delay     integer check (retry_delay >= 0),
    policy          integer not null default 0 check (policy between 0 and 3),
    -- Policy 3: the script that decides, or the name of what does.
    policy_call_id  integer check ((policy_call_id is null) = (policy <> 3)),
    state           text,
    -- The finished job that it runs again.
    restart_of      integer,
    -- Reserved: jobs that replace one another, and signed jobs.
    unique_key      text,
    signature       blob
);

create index job_name on job (name_key) where name_key is not null;

create table tag (
    job_id  integer not null,
    tag_key text not null,
    tag     text not null,
    primary key (job_id, tag_key)
) without rowid;

create index tag_key on tag (tag_key, job_id);

-- Pending and ready, in the order in which they are offered.
create table offer (
    lane          integer not null,
    band          integer not null,
    key           integer not null,
    seq           integer not null,
    id            integer not null,
    run           integer not null,
    attempt       integer not null,
    interruptions integer not null,
    -- 0: the call is to be run. 1: its outcome is stored, callbacks are left.
    phase         integer not null check (phase in (0, 1)),
    -- The lane whose slots it still has from an interrupted run.
    holds         integer,
    -- What has to be in the store before its call begins. 0: nothing. 1: that it began, also when it is claimed ahead.
    -- 2: that it began, and it is claimed for a free worker only.
    careful       integer not null check (careful between 0 and 2),
    follows       integer not null check (follows between 0 and 3),
    expires_at    integer,
    primary key (lane, band, key, seq),
    check (phase = 0 or (follows & 1 = 1 and holds is null))
) without rowid;

create unique index offer_id on offer (id);
create index offer_expiry on offer (expires_at) where expires_at is not null;
create index offer_resuming on offer (id) where phase = 1;

-- Pending until its time comes.
create table held (
    queue         integer not null,
    begin_after   integer not null,
    id            integer not null,
    lane          integer not null,
    band          integer not null,
    run           integer not null,
    attempt       integer not null,
    interruptions integer not null,
    -- Whether it waits for its next attempt rather than for its first.
    retry         integer not null check (retry in (0, 1)),
    careful       integer not null check (careful between 0 and 2),
    follows       integer not null check (follows between 0 and 3),
    expires_at    integer,
    primary key (queue, begin_after, id)
) without rowid;

create unique index held_id on held (id);

-- Claimed. There are few of them, so what asks for a part of them reads them all.
create table running (
    id             integer primary key,
    run            integer not null check (run > 0),
    dispatcher     integer not null,
    agent          integer not null,
    -- 0 Assigned, 1 Active, 2 Callbacks.
    phase          integer not null check (phase between 0 and 2),
    -- Where it was offered, for an unused claim to go back to.
    lane           integer not null,
    band           integer not null,
    key            integer not null,
    seq            integer not null,
    -- The lane whose slots it has.
    holds          integer,
    attempt        integer not null,
    interruptions  integer not null,
    careful        integer not null check (careful between 0 and 2),
    follows        integer not null check (follows between 0 and 3),
    expires_at     integer,
    started_at     integer,
    stop_requested integer not null default 0 check (stop_requested in (0, 1)),
    check (phase <> 0 or (started_at is null and careful = 0)),
    check (phase <> 1 or started_at is not null),
    check (phase <> 2 or (follows & 1 = 1 and holds is null))
);

-- Jobs and callbacks that are in no worker's hands because they wait for others (docs/adr/0018).
create table waiting (
    id            integer primary key,
    queue         integer not null,
    -- 0 for inner's outcome, which becomes its own; 1 a join, for its parts; 2 for its own callbacks, which wait;
    -- 3 a callback, for inner's outcome.
    kind          integer not null check (kind between 0 and 3),
    inner         integer check ((inner is null) = (kind in (1, 2))),
    run           integer not null,
    attempt       integer not null,
    interruptions integer not null,
    follows       integer not null check (follows between 0 and 3),
    -- Of its own call, which has ended.
    started_at    integer,
    had_errors    integer not null default 0 check (had_errors in (0, 1)),
    exit_code     integer,
    dispatcher    integer,
    agent         integer
);

create index waiting_inner on waiting (inner) where inner is not null;
create index waiting_queue on waiting (queue);

-- Jobs that have an id and are put into their queue when the turn of a join comes to them.
create table fresh (
    id          integer primary key,
    queue       integer not null,
    lane        integer not null,
    priority    integer not null,
    begin_after integer,
    delay       integer,
    begin_by    integer,
    careful     integer not null check (careful between 0 and 2),
    -- Whether it is a join itself.
    is_join     integer not null check (is_join in (0, 1))
);

-- Joins, for good: how they go and how far they are.
create table joint (
    id       integer primary key,
    serial   integer not null check (serial in (0, 1)),
    -- What follows it; null = nothing.
    then_id  integer,
    -- Null: not begun. Of a serial one: the part whose turn it is. Of a parallel one: how many parts have not ended.
    position integer check (position >= 0)
);

create table part (
    join_id integer not null,
    ordinal integer not null,
    job_id  integer not null,
    -- Whether a parallel join has counted it as completed.
    ended   integer not null default 0 check (ended in (0, 1)),
    primary key (join_id, ordinal)
) without rowid;

create unique index part_job on part (job_id, join_id);

-- Slots of a finished job whose thread goes on.
create table hold (
    id         integer not null,
    run        integer not null,
    lane       integer not null,
    dispatcher integer not null,
    primary key (id, run)
) without rowid;

create table outcome (
    id            integer primary key,
    run           integer not null,
    attempt       integer not null,
    interruptions integer not null,
    -- 1 Succeeded, 2 Failed, 3 Cancelled.
    outcome       integer not null check (outcome between 1 and 3),
    result        blob,
    result_id     integer check (result_id is null or result is null),
    error         text check (outcome <> 1 or error is null),
    had_errors    integer not null check (had_errors in (0, 1)),
    exit_code     integer,
    started_at    integer,
    ended_at      integer not null,
    completed_at  integer,
    dispatcher    integer,
    agent         integer
);

create index outcome_completed on outcome (completed_at) where completed_at is not null;
create index outcome_unsuccessful on outcome (id) where outcome <> 1;

create table callback (
    parent  integer not null,
    ordinal integer not null,
    job_id  integer not null,
    -- Whether a worker has it, and how often it was begun.
    handed  integer not null default 0 check (handed in (0, 1)),
    starts  integer not null default 0 check (starts >= 0),
    primary key (parent, ordinal)
) without rowid;

create unique index callback_job on callback (job_id);

create table dispatcher (
    id             integer primary key,
    uuid           text not null unique,
    host           text not null,
    process_id     integer not null,
    version        text not null,
    -- Null: stopped, or declared dead.
    activated_at   integer,
    last_ping_at   integer,
    ping_interval  integer not null check (ping_interval > 0),
    death_interval integer not null check (death_interval > 0),
    -- Whether lists leave it out. The row stays: finished jobs tell who ran them.
    forgotten      integer not null default 0 check (forgotten in (0, 1))
);

create table agent (
    id         integer primary key,
    dispatcher integer not null,
    queue      integer not null,
    name       text not null,
    name_key   text not null,
    size       integer not null check (size >= 0),
    -- Scripts as text: which jobs it takes, and which first. Null = all, and in offer order.
    filter     text,
    preference text,
    -- How its scripts run where a job does not say it, in the runner's own words.
    isolation  text,
    max_memory integer check (max_memory > 0),
    unique (dispatcher, queue, name_key)
);

-- Agents that are gone: their jobs still tell who had them.
create table former_agent (
    id       integer primary key,
    queue    integer not null,
    name     text not null,
    name_key text not null
);

create index former_agent_queue on former_agent (queue);

create table annotation (
    job_id   integer not null,
    name_key text not null,
    name     text not null,
    value    blob not null,
    primary key (job_id, name_key)
) without rowid;

create table progress (
    job_id   integer primary key,
    run      integer not null,
    activity text not null,
    status   text,
    percent  integer not null,
    seconds  integer not null
);

create table stream (
    job_id integer not null,
    run    integer not null,
    n      integer not null check (n >= 0),
    bytes  blob not null,
    primary key (job_id, run, n)
);

-- What else happened to a job than being added, begun and ended once: retries, rescues, changes, requests to stop. The
-- last hundred of each job; n tells how many there were.
create table history (
    job_id      integer not null,
    n           integer not null check (n > 0),
    moved_at    integer not null,
    from_status integer not null,
    to_status   integer not null,
    run         integer not null,
    dispatcher  integer,
    agent       integer,
    -- Of a run that ended without an outcome: when its call began.
    began_at    integer,
    reason      text not null,
    primary key (job_id, n)
) without rowid;

create table state (
    id         integer primary key,
    name       text not null,
    name_key   text not null unique,
    version    integer not null check (version > 0),
    -- Null: removed. The row stays, so that no version is given twice.
    created_at integer,
    changed_at integer not null,
    -- The job whose outcome wrote it.
    changed_by integer,
    -- Null: nothing was written yet. Last, so that reading the other columns does not touch it.
    value      blob
);

-- The status of every job: 1 Pending, 2 Assigned, 3 Active, 4 Callbacks, 5 Completed.
-- A callback that has not begun stands where the job stands that is claimed for it (R056).
create view job_status as
select j.id as id,
    case
        when o.completed_at is not null then 5
        when o.id is not null then 4
        when r.id is not null then case r.phase when 0 then 2 else 3 end
        when w.id is not null or c.starts > 0 then 3
        when f.id is not null then 0
        when c.job_id is null or root.id is null then 1
        else 2
    end as status
from job j
left join outcome o on o.id = j.id
left join running r on r.id = j.id
left join waiting w on w.id = j.id
left join fresh f on f.id = coalesce(j.root_id, j.id)
left join callback c on j.root_id is not null and c.job_id = j.id
left join running root on root.id = j.root_id;

-- What is written once stays so, and a run goes forward (docs/adr/0002). Nothing here is asked when jobs are added,
-- claimed or settled: a trigger on those inserts costs more than a tenth of them.
create trigger completed_is_final before update on outcome
when old.completed_at is not null
begin
    select raise(abort, 'T12: a completed job does not change');
end;

create trigger outcome_is_final before update of outcome, result, result_id, error on outcome
begin
    select raise(abort, 'T6: an outcome is written once');
end;

create trigger running_goes_forward before update of phase on running
when new.phase <= old.phase
begin
    select raise(abort, 'T4, T6: a run goes forward');
end;

create trigger running_keeps_its_owner before update of run, dispatcher on running
when new.run <> old.run or new.dispatcher <> old.dispatcher
begin
    select raise(abort, 'R062: a run belongs to who claimed it');
end;
