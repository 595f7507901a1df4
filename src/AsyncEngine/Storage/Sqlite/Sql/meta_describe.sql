-- What a store says of itself. Verb: describe.
select schema, created_at
from meta
