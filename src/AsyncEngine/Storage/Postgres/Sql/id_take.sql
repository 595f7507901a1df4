-- Ids that follow one another. Verbs: all that store jobs.
select take_ids(@count)
