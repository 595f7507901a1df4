-- Jobs that were completed before a place in time, the newest first. Verb: read last. Read as far as needed.
select id, completed_at
from outcome
where completed_at is not null and (completed_at, id) < (@at, @id) and completed_at >= @since
order by completed_at desc, id desc
