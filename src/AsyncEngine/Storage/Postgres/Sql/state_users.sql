-- A job that names a state, by the state's quota, and whose call is not over. Verb: change states (a removal).
with lanes (id) as (select lane from lane_quota where quota = @quota)
select id from running where holds in (select id from lanes) or (lane in (select id from lanes) and phase <> 2)
union
select o.id from offer o where o.lane in (select id from lanes)
union
select o.id
from lane l
join offer o on o.lane = l.id and o.band = @put_back
where l.quota_set = '' and o.holds in (select id from lanes)
union
select h.id from held h where h.lane in (select id from lanes)
limit 1
