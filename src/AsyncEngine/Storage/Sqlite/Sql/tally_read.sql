-- A queue's counts of waiting jobs. Verb: enqueue, for jobs with a past start (R011).
select ready, held
from tally
where queue = @queue
