-- A quota by name. Verbs: enqueue and all that name a quota.
select id, name, size
from quota
where queue = @queue and name_key = @name_key
