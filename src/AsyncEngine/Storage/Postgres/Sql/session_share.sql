-- The same for verbs that touch only what is theirs: many at once, none beside a lonely one. Their statements are hot, so
-- their plans are kept; and since a plan may have been made while a table was empty, these statements leave it no choice
-- but to begin with the few rows that they are about: "a between b and b" is no key by which a join could begin with the
-- table of a.
select
    set_config('search_path', @path, true),
    set_config('jit', 'off', true),
    set_config('plan_cache_mode', 'force_generic_plan', true),
    set_config('enable_seqscan', 'off', true),
    set_config('enable_bitmapscan', 'off', true),
    set_config('enable_hashjoin', 'off', true),
    set_config('enable_mergejoin', 'off', true),
    set_config('lock_timeout', '30s', true),
    set_config('idle_in_transaction_session_timeout', '20s', true),
    (select 1 from pg_advisory_xact_lock_shared(@space::integer, @store::integer))
