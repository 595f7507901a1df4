-- The checksum of a migration that was applied. Verb: open.
select checksum
from migration
where number = @number
