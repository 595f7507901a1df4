-- A ready job gets its first callback, or another job waits for it. Verbs: add callbacks, turn, enqueue, add parts.
update offer
set follows = follows | @follows
where id = @id
