-- The same for verbs that touch only what is theirs: many at once, none beside a lonely one.
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
