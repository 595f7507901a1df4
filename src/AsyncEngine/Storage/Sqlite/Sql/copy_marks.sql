-- Where a store is in what it gives only once. Verb: export.
select next_id, last_now, last_key
from meta
