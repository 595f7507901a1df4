-- What an agent has to know of its queue after a claim. Not with exists: where the planner thinks that it will be asked
-- often it reads all offers of the store once, to look them up in memory. Verb: turn.
select
    m.min_engine, n.now, coalesce(q.paused, 0), l.id, q.id,
    d.activated_at is not null
        and greatest(d.activated_at, coalesce(d.last_ping_at, d.activated_at)) + d.death_interval >= n.now,
    (select min(h.begin_after) from held h where h.queue = q.id),
    (select 1 from offer o where o.expires_at < n.now limit 1) is not null,
    (select 1 from lane o where o.queue = q.id and o.quota_set <> '' limit 1) is not null,
    (
        select 1
        from offer o
        where o.lane = l.id and (o.band, o.key, o.seq) > (@band, @key, @seq)
            and (o.expires_at is null or o.expires_at >= n.now)
        limit 1) is not null
from meta m
cross join (
    select coalesce(@now::bigint, (extract(epoch from clock_timestamp()) * 1000000)::bigint) as now) n
left join agent a on a.id = @agent and a.dispatcher = @dispatcher
left join queue q on q.id = a.queue
left join dispatcher d on d.id = a.dispatcher
left join lane l on l.queue = a.queue and l.quota_set = ''
