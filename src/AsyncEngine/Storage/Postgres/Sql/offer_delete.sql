-- A ready job leaves its place (T2, T3, T11). Verbs: turn, stop, remove.
delete from offer
where lane = @lane and band = @band and key = @key and seq = @seq
