-- A tag of a job. Verbs: enqueue, turn.
insert into tag (job_id, tag_key, tag)
values (@job_id, @tag_key, @tag)
on conflict do nothing
