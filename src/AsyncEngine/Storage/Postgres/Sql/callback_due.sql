-- All that running a callback needs: its call by the parent's outcome, and that outcome. Verb: turn.
select
    j.id, j.parent_id, j.name, case p.outcome when 1 then j.call_id else j.failure_call_id end,
    j.arguments, j.arguments_id, j.settings, j.settings_id, j.policy,
    p.outcome, p.result, p.result_id, p.error
from job j
join outcome p on p.id = j.parent_id
where j.id = @id
