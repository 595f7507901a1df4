-- What happened to a job out of turn, in order. Verb: read history.
select
    h.n, h.moved_at, h.from_status, h.to_status, h.run, h.began_at, h.reason,
    (select d.uuid from dispatcher d where d.id = h.dispatcher), (select a.name from agent a where a.id = h.agent)
from history h
where h.job_id = @job_id
order by h.n
