-- Claims the jobs that were chosen from the candidates (T3), which this transaction has locked by their rows or by their
-- quotas. Each join begins with the chosen jobs (see session_share). Verb: turn.
with taken as materialized (
    select o.*, c.place, coalesce((select lq.lane from lane_quota lq where lq.lane = o.lane limit 1), o.holds) as slots
    from unnest(@ids::bigint[]) with ordinality as c (id, place)
    join offer o on o.id between c.id and c.id
),
gone as (
    delete from offer
    where id = any(array(select id from taken))
),
moved as (
    insert into running (
        id, run, dispatcher, agent, phase, lane, band, key, seq, holds,
        attempt, interruptions, careful, follows, expires_at, started_at)
    select
        t.id, t.run + 1, @dispatcher, @agent,
        case when t.phase = 1 then 2 when t.place <= @want or t.careful = 1 then 1 else 0 end,
        t.lane, t.band, t.key, t.seq, t.slots,
        t.attempt + 1 - t.phase, t.interruptions, t.careful, t.follows, t.expires_at,
        case when t.phase = 0 and (t.place <= @want or t.careful = 1) then @started::bigint end
    from taken t
),
counted as (
    insert into tally (queue, shard, ready, resuming)
    select c.queue, pg_backend_pid() % 64, -sum(c.ready), -sum(c.resuming)
    from (
        select
            (select l.queue from lane l where l.id = t.lane) as queue,
            count(*) filter (where t.phase = 0) as ready, count(*) filter (where t.phase = 1) as resuming
        from taken t
        group by t.lane) c
    group by c.queue
    on conflict (queue, shard) do update
    set ready = tally.ready + excluded.ready, resuming = tally.resuming + excluded.resuming
),
used as (
    update quota q
    set used = q.used + u.slots
    from (
        select lq.quota, count(*) as slots
        from taken t
        join lane_quota lq on lq.lane between t.lane and t.lane
        group by lq.quota) u
    where q.id between u.quota and u.quota
)
select
    t.place, t.id, t.run + 1, t.attempt + 1 - t.phase, t.interruptions, t.phase,
    t.slots, t.expires_at,
    j.name, j.call_id,
    case when j.arguments_id is null then j.arguments else (select p.bytes from payload p where p.id = j.arguments_id) end,
    case when j.settings_id is null then j.settings else (select p.bytes from payload p where p.id = j.settings_id) end,
    j.timeout, j.max_attempts, j.retry_delay, j.policy, j.state, j.created_at, coalesce(j.parent_id, j.join_id),
    t.band, t.key, t.seq, j.policy_call_id, t.careful
from taken t
join job j on j.id between t.id and t.id
order by t.place
