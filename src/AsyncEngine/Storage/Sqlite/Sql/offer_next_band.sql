-- The first offer of a lane in the band after a band. Verb: list queues.
select band, key, id
from offer
where lane = @lane and band > @band
order by band, key
limit 1
