-- What a store says of itself. Verb: describe. Differs from SQLite's: version, size and durability are the server's.
select
    m.schema, m.created_at, current_setting('server_version'),
    (
        select coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = @schema and c.relkind = 'r'),
    current_setting('synchronous_commit'),
    (
        select coalesce(sum(n_dead_tup) * 1000000 / nullif(sum(n_live_tup + n_dead_tup), 0), 0)::bigint
        from pg_stat_user_tables
        where schemaname = @schema)
from meta m
