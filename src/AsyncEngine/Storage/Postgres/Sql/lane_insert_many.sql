-- New lanes, empty; another transaction may make the same at the same time. All keep one order, so that none of two waits
-- for the other. Verb: enqueue.
insert into lane (queue, quota_set)
select s.queue, s.quota_set
from unnest(@queues::bigint[], @sets::text[]) as s (queue, quota_set)
order by s.queue, s.quota_set collate "C"
on conflict (queue, quota_set) do update set quota_set = excluded.quota_set
