-- Another size for a quota; none removes it. Verbs: resize, remove and create quota.
update quota
set size = @size
where id = @id
