-- Where the tables are. Verbs: all that read.
select set_config('search_path', @path, true), set_config('jit', 'off', true)
