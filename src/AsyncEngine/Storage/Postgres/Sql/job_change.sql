-- Another plan for a pending job. Verb: change jobs.
update job
set queue = @queue,
    lane = @lane,
    name = case when @renames = 1 then @name else name end,
    name_key = case when @renames = 1 then @name_key else name_key end,
    priority = @priority,
    begin_after = @begin_after,
    begin_by = @begin_by
where id = @id
