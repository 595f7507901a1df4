-- Jobs that are put in line now and name nothing but queues and texts (T1), in one step: what they name is looked up, and
-- when some of it is not there nothing is written, and no row comes back. Their ids follow one another in the order of
-- the jobs. Now and the oldest engine are as in meta_read, keys as in enqueue_begin. Verb: enqueue.
with found as materialized (
    select
        case when k.last_value between n.now + 1000000 and n.now + 60000000 then k.last_value else n.now end as now,
        array(
            select q.id
            from unnest(@queue_names::text[]) with ordinality as s (name_key, place)
            cross join lateral (
                select id
                from queue
                where name_key = s.name_key
                offset 0) q
            order by s.place) as queues,
        array(
            select c.id
            from unnest(@hashes::bytea[]) with ordinality as s (hash, place)
            cross join lateral (
                select id
                from call
                where hash = s.hash
                offset 0) c
            order by s.place) as calls
    from meta m
    cross join job_key k
    cross join (
        select coalesce(@now::bigint, (extract(epoch from clock_timestamp()) * 1000000)::bigint) as now) n
    where m.min_engine <= @engine
),
begun as materialized (
    select
        f.now, f.queues, f.calls, take_key(f.now) as key, take_ids(@count) as first,
        array(
            select l.id
            from unnest(f.queues) with ordinality as s (queue, place)
            cross join lateral (
                select id
                from lane
                where queue = s.queue and quota_set = ''
                offset 0) l
            order by s.place) as lanes
    from found f
    where cardinality(f.queues) = cardinality(@queue_names::text[]) and cardinality(f.calls) = cardinality(@hashes::bytea[])
),
added as materialized (
    select
        b.first + s.place - 1 as id, b.queues[s.queue] as queue, b.lanes[s.queue] as lane, b.key, b.now as created_at,
        b.calls[s.call] as call_id, b.calls[s.policy_call] as policy_call_id, s.name, s.name_key, s.arguments,
        s.settings, s.priority, s.timeout, s.max_attempts, s.retry_delay, s.policy, s.restart_of, s.careful
    from begun b
    cross join unnest(
        @queues::integer[], @names::text[], @name_keys::text[], @calls::integer[], @arguments::bytea[],
        @settings::bytea[], @priorities::integer[], @timeouts::bigint[], @max_attempts::integer[],
        @retry_delays::bigint[], @policies::smallint[], @policy_calls::integer[], @restarts::bigint[],
        @careful::smallint[])
        with ordinality as s (
            queue, name, name_key, call, arguments, settings, priority, timeout, max_attempts, retry_delay, policy,
            policy_call, restart_of, careful, place)
),
stored as (
    insert into job (
        id, queue, lane, created_at, source_id, name, name_key, call_id, arguments, settings, priority, timeout,
        max_attempts, retry_delay, policy, policy_call_id, restart_of)
    select
        id, queue, lane, created_at, @source_id, name, name_key, call_id, arguments, settings, priority, timeout,
        max_attempts, retry_delay, policy, policy_call_id, restart_of
    from added
),
counted as (
    insert into tally (queue, shard, ready)
    select queue, pg_backend_pid() % 64, count(*)
    from added
    group by queue
    on conflict (queue, shard) do update
    set ready = tally.ready + excluded.ready
)
insert into offer (
    lane, band, key, seq, id, run, attempt, interruptions, phase, holds, careful, follows, expires_at)
select lane, -priority::bigint, key, @first_seq + id, id, 0, 0, 0, 0, null, careful, 0, null
from added
returning id
