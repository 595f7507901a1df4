-- The first offers of all lanes, found anew. Verb: import.
update lane
set (head_band, head_key, head_seq) = (
    select o.band, o.key, o.seq from offer o where o.lane = lane.id order by o.band, o.key, o.seq limit 1)
