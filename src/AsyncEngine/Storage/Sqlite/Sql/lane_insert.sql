-- A new lane, empty. Verbs: create queue (the free lane), enqueue.
insert into lane (queue, quota_set)
values (@queue, @quota_set)
