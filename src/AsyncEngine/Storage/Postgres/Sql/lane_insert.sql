-- A new lane, empty. Verbs: create queue (the free lane), enqueue. Differs from SQLite's: another transaction may make
-- the same lane at the same time; both get it.
insert into lane (queue, quota_set)
values (@queue, @quota_set)
on conflict (queue, quota_set) do update set quota_set = excluded.quota_set
returning id
