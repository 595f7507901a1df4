-- A lane's first place. Verbs: all that move jobs.
select band, key, seq
from offer
where lane = @lane
order by band, key, seq
limit 1
