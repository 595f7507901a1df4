-- Ids of jobs between two ids that pass a filter; each condition is off while its parameter is null. With bounds that
-- leave one id it tells whether that job passes. Verbs: read jobs, count jobs. Read as far as needed.
select j.id
from job j
where j.id > @above and j.id < @below
    and (@only::text is null or j.id in (select n.value::bigint from jsonb_array_elements_text(@only::jsonb) n))
    and (@callbacks = 1 or j.parent_id is null)
    and (@queues::text is null or j.queue in (select q.value::bigint from jsonb_array_elements_text(@queues::jsonb) q))
    and (@created_after::bigint is null or j.created_at >= @created_after)
    and (@created_before::bigint is null or j.created_at < @created_before)
    -- A job that did not begin, or end, passes no bound of that.
    and (@started_after::bigint is null or coalesce(
            (select o.started_at from outcome o where o.id = j.id),
            (select r.started_at from running r where r.id = j.id),
            (select w.started_at from waiting w where w.id = j.id)) >= @started_after)
    and (@started_before::bigint is null or coalesce(
            (select o.started_at from outcome o where o.id = j.id),
            (select r.started_at from running r where r.id = j.id),
            (select w.started_at from waiting w where w.id = j.id)) < @started_before)
    and (@ended_after::bigint is null or (select o.ended_at from outcome o where o.id = j.id) >= @ended_after)
    and (@ended_before::bigint is null or (select o.ended_at from outcome o where o.id = j.id) < @ended_before)
    and (@completed_after::bigint is null or (select o.completed_at from outcome o where o.id = j.id) >= @completed_after)
    and (@completed_before::bigint is null or (select o.completed_at from outcome o where o.id = j.id) < @completed_before)
    and (@names::text is null or exists (select 1 from jsonb_array_elements_text(@names::jsonb) n where j.name_key ~ n.value))
    -- Of a method the name of its assembly, in brackets, may be left out, and its type ends with a point.
    and (@calls::text is null or exists (
        select 1
        from call c
        cross join jsonb_array_elements_text(@calls::jsonb) n
        where c.id = coalesce(j.call_id, j.failure_call_id)
            and (replace(c.text, '::', '.') ~* n.value
                or regexp_replace(replace(c.text, '::', '.'), '^[[][^]]*[]]', '') ~* n.value)))
    and (@agents::text is null or exists (
        select 1
        from (select id, name_key from agent union all select id, name_key from former_agent) a
        cross join jsonb_array_elements_text(@agents::jsonb) n
        where a.id = coalesce(
                (select o.agent from outcome o where o.id = j.id), (select r.agent from running r where r.id = j.id))
            and a.name_key ~ n.value))
    and (@dispatchers::text is null or exists (
        select 1
        from dispatcher d
        where d.id = coalesce(
                (select o.dispatcher from outcome o where o.id = j.id),
                (select r.dispatcher from running r where r.id = j.id))
            and d.uuid::text in (select n.value from jsonb_array_elements_text(@dispatchers::jsonb) n)))
    and (@quotas::text is null or j.lane in (
        select lq.lane
        from lane_quota lq
        join quota q on q.id = lq.quota
        where q.queue <> 0 and q.name_key in (select n.value from jsonb_array_elements_text(@quotas::jsonb) n)))
    and (@tags::text is null or exists (
        select 1
        from tag t
        where t.job_id = j.id and t.tag_key in (select n.value from jsonb_array_elements_text(@tags::jsonb) n)))
    and (@outcomes::bigint is null or (select (1::bigint << o.outcome) & @outcomes from outcome o where o.id = j.id) <> 0)
    and (@statuses::bigint is null or (select (1::bigint << s.status) & @statuses from job_status s where s.id = j.id) <> 0)
order by j.id
