-- An agent that its dispatcher does not name any more, or that was removed. Verbs: activate, remove agent.
delete from agent
where id = @id
