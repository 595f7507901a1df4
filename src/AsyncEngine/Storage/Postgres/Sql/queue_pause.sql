-- Stops or resumes offering a queue's jobs. Verb: suspend, resume.
update queue
set paused = @paused
where id = @id
