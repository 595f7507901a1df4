-- What a store says of itself. Verb: describe.
select
    schema, created_at,
    (
        select f.freelist_count * 1000000 / max(1, p.page_count)
        from pragma_freelist_count f, pragma_page_count p)
from meta
