-- Settles many calls at once (T6, T12): those of this dispatcher's runs that have no callbacks and that nobody waits for.
-- The delete is the fence. The rest is not touched, and goes the long way; which jobs were settled is told when not all
-- were. An array may end early: null then, and for outcomes and had_errors what is usual. Each join begins with the batch
-- (see session_share). Verb: turn.
with gone as (
    delete from running r
    using unnest(
        @ids::bigint[], @runs::bigint[], @outcomes::smallint[], @results::bytea[], @errors::text[],
        @had_errors::smallint[], @exit_codes::integer[], @started::bigint[], @ended::bigint[])
        as s (id, run, outcome, result, error, had_errors, exit_code, started_at, ended_at)
    where r.id between s.id and s.id and r.run = s.run and r.dispatcher = @dispatcher and r.phase <> 2
        and r.follows = 0
        and (
            (select 1 from waiting w where w."inner" > 0 limit 1) is null
            or (select 1 from waiting w where w."inner" = s.id limit 1) is null)
    returning
        r.id, r.run, r.attempt, r.interruptions, r.holds, r.lane, r.agent, coalesce(s.outcome, 1) as outcome,
        s.result, s.error, coalesce(s.had_errors, 0) as had_errors, s.exit_code, s.started_at, s.ended_at,
        case when octet_length(s.result) > 1024
            then nextval(pg_get_serial_sequence('payload', 'id')) end as result_id
),
stored as (
    insert into payload (id, bytes)
    select result_id, result
    from gone
    where result_id is not null
),
done as (
    insert into outcome (
        id, run, attempt, interruptions, outcome, result, result_id, error, had_errors, exit_code,
        started_at, ended_at, completed_at, dispatcher, agent)
    select
        id, run, attempt, interruptions, outcome, case when result_id is null then result end, result_id, error,
        had_errors, exit_code, started_at, ended_at,
        coalesce(@now::bigint, (extract(epoch from clock_timestamp()) * 1000000)::bigint), @dispatcher, agent
    from gone
),
slots as materialized (
    select lq.quota, sum(h.jobs) as slots
    from (select holds, count(*) as jobs from gone where holds is not null group by holds) h
    join lane_quota lq on lq.lane between h.holds and h.holds
    group by lq.quota
),
freed as materialized (
    select q.id
    from quota q
    where q.id = any(array(select quota from slots))
    order by q.id
    for no key update
),
released as (
    update quota q
    set used = q.used - s.slots
    from slots s
    where q.id between s.quota and s.quota and (select count(*) from freed) > 0
),
counted as (
    insert into tally (queue, shard, completed, failed)
    select c.queue, pg_backend_pid() % 64, sum(c.jobs), sum(c.failed)
    from (
        select
            (select l.queue from lane l where l.id = g.lane) as queue,
            count(*) as jobs, count(*) filter (where g.outcome = 2) as failed
        from gone g
        group by g.lane) c
    group by c.queue
    on conflict (queue, shard) do update
    set completed = tally.completed + excluded.completed, failed = tally.failed + excluded.failed
)
select
    count(*), coalesce(bool_or(holds is not null), false),
    case when count(*) < cardinality(@ids) then array_agg(id) end
from gone
