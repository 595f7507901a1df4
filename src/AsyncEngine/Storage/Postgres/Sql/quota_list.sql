-- Quotas of one queue or of all. Verb: list quotas.
select q.id, q.name, u.name, q.size, q.used, q.queue
from quota q
join queue u on u.id = q.queue
where q.size is not null and (@queue::bigint is null or q.queue = @queue)
order by u.name_key, q.name_key
