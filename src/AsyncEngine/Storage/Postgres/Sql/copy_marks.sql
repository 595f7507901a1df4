-- Where a store is in what it gives only once. Verb: export. Differs from SQLite's: sequences give it, and the server has
-- the clock.
select
    (select last_value + case when is_called then 1 else 0 end from job_id),
    (extract(epoch from clock_timestamp()) * 1000000)::bigint,
    (select last_value from job_key)
