using AsyncEngine.Storage.Relational.Connections;

namespace AsyncEngine.Storage.Postgres;

/// <summary>The statements that only this store has, because it does there in one step what the other does in many.</summary>
internal static class PostgresSql
{
    public static readonly SqlText CallFindMany = new("call_find_many");
    public static readonly SqlText ClaimCandidates = new("claim_candidates");
    public static readonly SqlText ClaimChosen = new("claim_chosen");
    public static readonly SqlText ClaimFree = new("claim_free");
    public static readonly SqlText CopyContinue = new("copy_continue");
    public static readonly SqlText EnqueueBegin = new("enqueue_begin");
    public static readonly SqlText EnqueuePlain = new("enqueue_plain");
    public static readonly SqlText HeldInsertMany = new("held_insert_many");
    public static readonly SqlText HeldPromote = new("held_promote");
    public static readonly SqlText IdTake = new("id_take");
    public static readonly SqlText JobCopy = new("job_copy");
    public static readonly SqlText JobFindMany = new("job_find_many");
    public static readonly SqlText JobInsertMany = new("job_insert_many");
    public static readonly SqlText JobReadMany = new("job_read_many");
    public static readonly SqlText JobStatusMany = new("job_status_many");
    public static readonly SqlText KeyTake = new("key_take");
    public static readonly SqlText LaneFindMany = new("lane_find_many");
    public static readonly SqlText LaneInsertMany = new("lane_insert_many");
    public static readonly SqlText LaneQuotaInsertMany = new("lane_quota_insert_many");
    public static readonly SqlText OfferCopy = new("offer_copy");
    public static readonly SqlText OfferInsertMany = new("offer_insert_many");
    public static readonly SqlText QueueFindMany = new("queue_find_many");
    public static readonly SqlText QueueKeep = new("queue_keep");
    public static readonly SqlText QuotaFindMany = new("quota_find_many");
    public static readonly SqlText RunningLock = new("running_lock");
    public static readonly SqlText RunningMany = new("running_many");
    public static readonly SqlText RunningStartMany = new("running_start_many");
    public static readonly SqlText SessionBegin = new("session_begin");
    public static readonly SqlText SessionLook = new("session_look");
    public static readonly SqlText SessionRead = new("session_read");
    public static readonly SqlText SessionShare = new("session_share");
    public static readonly SqlText SettlePlain = new("settle_plain");
    public static readonly SqlText TallyAddCallers = new("tally_add_callers");
    public static readonly SqlText TurnState = new("turn_state");
}
