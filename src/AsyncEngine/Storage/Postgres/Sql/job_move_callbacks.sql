-- The callbacks of a job that went to another queue go with it, to that queue's free lane. Verb: change jobs.
update job
set queue = @queue, lane = @lane
where root_id = @id
