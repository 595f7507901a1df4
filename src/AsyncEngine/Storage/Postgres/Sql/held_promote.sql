-- Moves held jobs whose time has come into line, at the place that their start time gives them (R010); for nobody when
-- the dispatcher is dead or the queue suspended. Which ones is found out once: within a join the planner may ask again
-- for each row, and get other rows than before. Verb: turn.
with found as materialized (
    select id
    from held
    where queue = (
            select a.queue
            from agent a
            join queue q on q.id = a.queue
            join dispatcher d on d.id = a.dispatcher
            where a.id = @agent and a.dispatcher = @dispatcher and q.paused = 0 and d.activated_at is not null
                and greatest(d.activated_at, coalesce(d.last_ping_at, d.activated_at)) + d.death_interval
                    >= coalesce(@now::bigint, (extract(epoch from clock_timestamp()) * 1000000)::bigint))
        and begin_after <= coalesce(@now::bigint, (extract(epoch from clock_timestamp()) * 1000000)::bigint)
    order by begin_after, id
    limit 500
    for update skip locked
),
due as (
    delete from held
    where id = any(array(select id from found))
    returning *
),
put as (
    insert into offer (
        lane, band, key, seq, id, run, attempt, interruptions, phase, holds, careful, follows, expires_at)
    select lane, band, begin_after, id, id, run, attempt, interruptions, 0, null, careful, follows, expires_at
    from due
),
counted as (
    insert into tally (queue, shard, ready, held)
    select queue, pg_backend_pid() % 64, count(*), -count(*)
    from due
    group by queue
    on conflict (queue, shard) do update
    set ready = tally.ready + excluded.ready, held = tally.held + excluded.held
)
select id
from due
