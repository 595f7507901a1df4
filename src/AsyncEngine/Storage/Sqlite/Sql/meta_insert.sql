-- A new store. Verb: open.
insert into meta (one, schema, min_engine, next_id, last_now, last_key, created_at)
values (1, @schema, @min_engine, 1, @now, 0, @now)
