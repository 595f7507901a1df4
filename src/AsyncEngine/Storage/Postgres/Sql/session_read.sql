-- Where the tables are, and plans for what is in them now. Verbs: all that read.
select
    set_config('search_path', @path, true),
    set_config('jit', 'off', true),
    set_config('plan_cache_mode', 'force_custom_plan', true)
