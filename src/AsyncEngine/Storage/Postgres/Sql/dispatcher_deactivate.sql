-- A dispatcher stopped or is dead (R161). Verbs: deactivate, ping, activate.
update dispatcher
set activated_at = null
where id = @id
