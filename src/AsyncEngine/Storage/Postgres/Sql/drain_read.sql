-- What is left of a queue that can run: ready and due jobs, those in progress, and retries that wait. A lane with a
-- quota of size 0 can never run. Differs from SQLite's: where the counts say that nothing is ready, the line is not looked
-- at, which may lead through all that was in it. Verb: read drain state.
select
    case when (select sum(ready + resuming) from tally where queue = @queue) > 0
        then (
            select count(*)
            from lane l
            join offer o on o.lane = l.id
            where l.queue = @queue
                and not exists (
                    select 1
                    from lane_quota lq
                    join quota q on q.id = lq.quota
                    where lq.lane = l.id and q.size = 0))
        else 0 end
        + (select count(*) from held where queue = @queue and begin_after <= @now),
    (select count(*) from running r join lane l on l.id = r.lane where l.queue = @queue),
    (select count(*) from held where queue = @queue and begin_after > @now and retry = 1),
    (select min(begin_after) from held where queue = @queue and begin_after > @now and retry = 1)
