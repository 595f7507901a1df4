-- Jobs of a batch, for good; their large values lie apart. Verb: enqueue.
with added as materialized (
    select
        s.*,
        case when octet_length(s.arguments) > 1024
            then nextval(pg_get_serial_sequence('payload', 'id')) end as arguments_id,
        case when octet_length(s.settings) > 1024
            then nextval(pg_get_serial_sequence('payload', 'id')) end as settings_id
    from unnest(
        @ids::bigint[], @queues::bigint[], @lanes::bigint[], @names::text[], @name_keys::text[], @calls::bigint[],
        @arguments::bytea[], @settings::bytea[], @priorities::integer[], @begin_after::bigint[], @begin_by::bigint[],
        @timeouts::bigint[], @max_attempts::integer[], @retry_delays::bigint[], @policies::smallint[],
        @policy_calls::bigint[], @states::text[],
        @restarts::bigint[])
        as s (
            id, queue, lane, name, name_key, call_id, arguments, settings, priority, begin_after, begin_by,
            timeout, max_attempts, retry_delay, policy, policy_call_id, state, restart_of)
),
stored as (
    insert into payload (id, bytes)
    select arguments_id, arguments from added where arguments_id is not null
    union all
    select settings_id, settings from added where settings_id is not null
)
insert into job (
    id, queue, lane, created_at, source_id, name, name_key, call_id, arguments, arguments_id, settings, settings_id,
    priority, begin_after, begin_by, timeout, max_attempts, retry_delay, policy, policy_call_id, state, restart_of)
select
    id, queue, lane, @created_at, @source_id, name, name_key, call_id,
    case when arguments_id is null then arguments end, arguments_id,
    case when settings_id is null then settings end, settings_id,
    priority, begin_after, begin_by, timeout, max_attempts, retry_delay, policy, policy_call_id, state, restart_of
from added
