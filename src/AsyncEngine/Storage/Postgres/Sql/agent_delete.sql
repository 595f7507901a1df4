-- An agent that its dispatcher does not name any more. Verb: activate.
delete from agent
where id = @id
