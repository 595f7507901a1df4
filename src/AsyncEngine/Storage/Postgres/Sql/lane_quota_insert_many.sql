-- The quotas of new lanes. Verb: enqueue.
insert into lane_quota (lane, quota)
select s.lane, s.quota
from unnest(@lanes::bigint[], @quotas::bigint[]) as s (lane, quota)
on conflict do nothing
