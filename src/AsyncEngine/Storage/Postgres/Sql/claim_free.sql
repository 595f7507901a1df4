-- Claims jobs of a queue in which none with quotas can be claimed (T3): the first in line that nobody else is just
-- claiming. Beyond the workers that are free, the first careful job ends it. Nothing while something comes before: a job
-- of this turn that is left to be settled, whose slots somebody in line may wait for, or, unless that has been done, a
-- held job that is due and a job that may not begin any more, whose callbacks may be first in line. Each join begins with
-- the claimed jobs (see session_share). Verb: turn.
with me as materialized (
    select l.id as lane, l.queue, n.now
    from agent a
    join queue q on q.id = a.queue
    join dispatcher d on d.id = a.dispatcher
    join lane l on l.queue = a.queue and l.quota_set = ''
    cross join (
        select coalesce(@now::bigint, (extract(epoch from clock_timestamp()) * 1000000)::bigint) as now) n
    where a.id = @agent and a.dispatcher = @dispatcher and q.paused = 0 and d.activated_at is not null
        and greatest(d.activated_at, coalesce(d.last_ping_at, d.activated_at)) + d.death_interval >= n.now
        and (
            select 1
            from lane o
            cross join lateral (
                select f.id
                from offer f
                where f.lane = o.id and (f.expires_at is null or f.expires_at >= n.now)
                limit 1) h
            where o.queue = a.queue and o.quota_set <> ''
                and (
                    select 1
                    from lane_quota lq
                    join quota u on u.id between lq.quota and lq.quota
                    where lq.lane = o.id and u.used >= u.size
                    limit 1) is null
            limit 1) is null
        and not exists (
            select 1
            from running r
            where r.id = any(@settling::bigint[]) and r.dispatcher = @dispatcher)
        and (@swept = 1 or (select 1 from offer o where o.expires_at < n.now limit 1) is null)
        and (
            @promoted = 1
            or (select 1 from held h where h.queue = a.queue and h.begin_after <= n.now limit 1) is null)
),
found as materialized (
    select f.*, row_number() over () as place
    from (
        select
            o.ctid as row, o.lane, o.band, o.key, o.seq, o.id, o.run, o.attempt, o.interruptions, o.phase, o.holds,
            o.careful, o.follows, o.expires_at
        from offer o
        where o.lane = (select lane from me) and (o.band, o.key, o.seq) > (@band, @key, @seq)
            and (o.expires_at is null or o.expires_at >= (select now from me))
        order by o.band, o.key, o.seq
        limit @limit
        for update skip locked) f
),
cut as materialized (
    select min(place) as place
    from found
    where place > @want and careful > 0
),
taken as not materialized (
    select *
    from found
    where place < coalesce((select place from cut), 2147483647)
),
gone as (
    delete from offer
    where ctid = any(array(select row from taken))
),
moved as (
    insert into running (
        id, run, dispatcher, agent, phase, lane, band, key, seq, holds,
        attempt, interruptions, careful, follows, expires_at, started_at)
    select
        t.id, t.run + 1, @dispatcher, @agent,
        case when t.phase = 1 then 2 when t.place <= @want then 1 else 0 end,
        t.lane, t.band, t.key, t.seq, t.holds,
        t.attempt + 1 - t.phase, t.interruptions, t.careful, t.follows, t.expires_at,
        case when t.phase = 0 and t.place <= @want then (select now from me) end
    from taken t
),
counted as (
    insert into tally (queue, shard, ready, resuming)
    select (select queue from me), pg_backend_pid() % 64, -count(*) filter (where phase = 0), -count(*) filter (where phase = 1)
    from taken
    having count(*) > 0
    on conflict (queue, shard) do update
    set ready = tally.ready + excluded.ready, resuming = tally.resuming + excluded.resuming
)
select
    t.place, t.id, t.run + 1, t.attempt + 1 - t.phase, t.interruptions, t.phase, t.holds, t.expires_at,
    j.name, j.call_id,
    case when j.arguments_id is null then j.arguments else (select p.bytes from payload p where p.id = j.arguments_id) end,
    case when j.settings_id is null then j.settings else (select p.bytes from payload p where p.id = j.settings_id) end,
    j.timeout, j.max_attempts, j.retry_delay, j.policy, j.state, j.created_at, coalesce(j.parent_id, j.join_id),
    t.band, t.key, t.seq, j.policy_call_id, t.careful
from taken t
join job j on j.id between t.id and t.id
