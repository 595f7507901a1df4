-- A quota of a new lane. Verb: enqueue.
insert into lane_quota (lane, quota)
values (@lane, @quota)
on conflict do nothing
