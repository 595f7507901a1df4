-- The lock that makes verbs that look before they write lonely, and the settings of the transaction: tables are found
-- in the store's schema, and plans are for what is in them now and do not read whole tables. The planner takes what it is
-- told not to do for dear, and would compile statements that take microseconds: so no jit. A machine whose network is cut
-- in the middle of a transaction must not hold up all others for as long as TCP believes in it.
select
    set_config('search_path', @path, true),
    set_config('jit', 'off', true),
    set_config('plan_cache_mode', 'force_custom_plan', true),
    set_config('enable_seqscan', 'off', true),
    set_config('enable_bitmapscan', 'off', true),
    set_config('enable_hashjoin', 'off', true),
    set_config('enable_mergejoin', 'off', true),
    set_config('lock_timeout', '30s', true),
    set_config('idle_in_transaction_session_timeout', '20s', true),
    (select 1 from pg_advisory_xact_lock(@space::integer, @store::integer))
