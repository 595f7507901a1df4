-- Goes on with ids and places in line where another store was. Verb: import.
select
    setval('job_id', greatest(@next_id, (select last_value + case when is_called then 1 else 0 end from job_id)), false),
    setval('job_key', greatest(@last_key, (select last_value from job_key)), true)
