-- No callback is left (T12). Verb: turn.
update outcome
set completed_at = @completed_at
where id = @id and completed_at is null
