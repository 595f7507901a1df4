-- Sets an annotation of a job. Verb: annotate.
insert into annotation (job_id, name_key, name, value)
values (@job_id, @name_key, @name, @value)
on conflict (job_id, name_key) do update
set name = excluded.name, value = excluded.value
