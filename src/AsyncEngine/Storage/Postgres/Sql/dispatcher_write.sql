-- A dispatcher introduces itself and is active. Verb: activate.
insert into dispatcher (
    uuid, host, process_id, version, activated_at, last_ping_at, ping_interval, death_interval)
values (@uuid, @host, @process_id, @version, @activated_at, null, @ping_interval, @death_interval)
on conflict (uuid) do update
set host = excluded.host,
    process_id = excluded.process_id,
    version = excluded.version,
    activated_at = excluded.activated_at,
    last_ping_at = null,
    ping_interval = excluded.ping_interval,
    death_interval = excluded.death_interval,
    forgotten = 0
returning id
