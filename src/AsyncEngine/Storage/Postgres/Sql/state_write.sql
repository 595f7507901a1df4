-- A new state, or another value of one; without created_at it is removed. Verbs: enqueue, turn, change states.
insert into state (name, name_key, version, created_at, changed_at, changed_by, value)
values (@name, @name_key, @version, @created_at, @changed_at, @changed_by, @value)
on conflict (name_key) do update
set name = case when state.created_at is null then excluded.name else state.name end,
    version = excluded.version,
    created_at = excluded.created_at,
    changed_at = excluded.changed_at,
    changed_by = excluded.changed_by,
    value = excluded.value
