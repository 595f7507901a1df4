-- Ids of jobs between two ids that pass a filter; each condition is off while its parameter is null. With bounds that
-- leave one id it tells whether that job passes. Verbs: read jobs, count jobs. Read as far as needed.
select j.id
from job j
where j.id > @above and j.id < @below
    and (@callbacks = 1 or j.parent_id is null)
    and (@queues is null or j.queue in (select q.value from json_each(@queues) q))
    and (@created_after is null or j.created_at >= @created_after)
    and (@created_before is null or j.created_at < @created_before)
    -- A job that did not begin, or end, passes no bound of that.
    and (@started_after is null or coalesce(
            (select o.started_at from outcome o where o.id = j.id),
            (select r.started_at from running r where r.id = j.id),
            (select w.started_at from waiting w where w.id = j.id)) >= @started_after)
    and (@started_before is null or coalesce(
            (select o.started_at from outcome o where o.id = j.id),
            (select r.started_at from running r where r.id = j.id),
            (select w.started_at from waiting w where w.id = j.id)) < @started_before)
    and (@ended_after is null or (select o.ended_at from outcome o where o.id = j.id) >= @ended_after)
    and (@ended_before is null or (select o.ended_at from outcome o where o.id = j.id) < @ended_before)
    and (@completed_after is null or (select o.completed_at from outcome o where o.id = j.id) >= @completed_after)
    and (@completed_before is null or (select o.completed_at from outcome o where o.id = j.id) < @completed_before)
    and (@names is null or exists (select 1 from json_each(@names) n where j.name_key glob n.value))
    -- Of a method the name of its assembly, in brackets, may be left out, and its type ends with a point.
    and (@calls is null or exists (
        select 1
        from call c
        join json_each(@calls) n
        where c.id = coalesce(j.call_id, j.failure_call_id)
            and (upper(replace(c.text, '::', '.')) glob n.value
                or upper(replace(c.text, '::', '.')) glob '[[]*]' || n.value)))
    and (@agents is null or exists (
        select 1
        from (select id, name_key from agent union all select id, name_key from former_agent) a
        join json_each(@agents) n
        where a.id = coalesce(
                (select o.agent from outcome o where o.id = j.id), (select r.agent from running r where r.id = j.id))
            and a.name_key glob n.value))
    and (@dispatchers is null or exists (
        select 1
        from dispatcher d
        where d.id = coalesce(
                (select o.dispatcher from outcome o where o.id = j.id),
                (select r.dispatcher from running r where r.id = j.id))
            and d.uuid in (select n.value from json_each(@dispatchers) n)))
    and (@quotas is null or j.lane in (
        select lq.lane
        from lane_quota lq
        join quota q on q.id = lq.quota
        where q.queue <> 0 and q.name_key in (select n.value from json_each(@quotas) n)))
    and (@tags is null or exists (
        select 1
        from tag t
        where t.job_id = j.id and t.tag_key in (select n.value from json_each(@tags) n)))
    and (@outcomes is null or (select (1 << o.outcome) & @outcomes from outcome o where o.id = j.id) <> 0)
    and (@statuses is null or (select (1 << s.status) & @statuses from job_status s where s.id = j.id) <> 0)
order by j.id
