-- States after a name, in the order of names. Verb: list states. Read as far as needed.
select
    s.name, s.version, s.changed_at, s.changed_by, case when @values = 1 then s.value end,
    (select q.id from quota q where q.queue = 0 and q.name_key = s.name_key and q.used > 0)
from state s
where s.name_key > @after and s.created_at is not null
    and (@names::text is null or exists (select 1 from jsonb_array_elements_text(@names::jsonb) n where s.name_key ~ n.value))
order by s.name_key
