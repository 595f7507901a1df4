-- An abandoned thread is gone. Verbs: release hold, deactivate, ping, activate.
delete from hold
where id = @id and run = @run
