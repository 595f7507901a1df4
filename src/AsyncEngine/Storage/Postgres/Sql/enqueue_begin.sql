-- A key of its own for jobs that are put in line now, and ids for them. Verb: enqueue.
select take_key(@now), case when @count > 0 then take_ids(@count) end
