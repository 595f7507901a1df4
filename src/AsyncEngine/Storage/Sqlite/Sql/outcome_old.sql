-- Jobs that were completed before a moment, the oldest first, from one on. Verb: read old.
select id, completed_at
from outcome
where completed_at < @before and (completed_at, id) > (@after, @after_id)
order by completed_at, id
