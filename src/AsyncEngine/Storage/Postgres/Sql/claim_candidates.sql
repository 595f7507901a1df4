-- What a claim in a queue with quotas may choose from: the first offers of the lanes that have room, by the places of
-- their first offers. The quotas of those lanes are locked, which is what makes their counts exact; a lane with a quota
-- that another claim has locked is left to that one. Verb: turn.
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
),
heads as materialized (
    select l.id as lane, h.band, h.key, h.seq
    from me
    join lane l on l.queue between me.queue and me.queue and l.quota_set <> ''
    cross join lateral (
        select o.band, o.key, o.seq
        from offer o
        where o.lane = l.id and (o.expires_at is null or o.expires_at >= me.now)
        order by o.band, o.key, o.seq
        limit 1) h
    where (
        select 1
        from lane_quota lq
        join quota q on q.id between lq.quota and lq.quota
        where lq.lane = l.id and q.used >= q.size
        limit 1) is null
    order by h.band, h.key, h.seq
    limit @slots
),
rooms as materialized (
    select q.id, coalesce(q.size - q.used, 2147483647) as room, coalesce(q.size / 2, 0) as reserve
    from quota q
    where q.id = any(array(
        select lq.quota from heads h join lane_quota lq on lq.lane between h.lane and h.lane))
    order by q.id
    for no key update skip locked
),
open as materialized (
    select h.lane, array_agg(lq.quota order by lq.quota) as quotas, array_agg(r.room order by lq.quota) as rooms,
        array_agg(r.reserve order by lq.quota) as reserves, min(r.room) as room
    from heads h
    join lane_quota lq on lq.lane between h.lane and h.lane
    left join rooms r on r.id = lq.quota
    group by h.lane
    having count(*) = count(r.id) and min(r.room) > 0
),
free as materialized (
    select
        o.lane, o.band, o.key, o.seq, o.id, o.run, o.attempt, o.interruptions, o.phase, o.holds, o.careful,
        o.follows, o.expires_at
    from offer o
    where o.lane = (select lane from me) and (o.band, o.key, o.seq) > (@band, @key, @seq)
        and (o.expires_at is null or o.expires_at >= (select now from me))
    order by o.band, o.key, o.seq
    limit @limit
    for update skip locked
)
select
    lane, band, key, seq, id, run, attempt, interruptions, phase, holds, careful, follows, expires_at,
    array[]::bigint[] as quotas, array[]::integer[] as rooms, array[]::integer[] as reserves, 0::bigint as lanes,
    0::bigint as opened
from free
union all
select
    o.lane, o.band, o.key, o.seq, o.id, o.run, o.attempt, o.interruptions, o.phase, o.holds, o.careful,
    o.follows, o.expires_at, open.quotas, open.rooms, open.reserves, 0, 0
from open
cross join lateral (
    select
        o.lane, o.band, o.key, o.seq, o.id, o.run, o.attempt, o.interruptions, o.phase, o.holds, o.careful,
        o.follows, o.expires_at
    from offer o
    where o.lane = open.lane and (o.expires_at is null or o.expires_at >= (select now from me))
    order by o.band, o.key, o.seq
    limit least(open.room::bigint + 1, @slots)) o
union all
select
    null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
    (select count(*) from heads), (select count(*) from open)
