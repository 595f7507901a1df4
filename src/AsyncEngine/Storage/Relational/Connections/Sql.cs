namespace AsyncEngine.Storage.Relational.Connections;

/// <summary>The statements of <c>Sql/*.sql</c>, by name. A test compares this list with the files.</summary>
internal static class Sql
{
    public static readonly SqlText AgentChange = new("agent_change");
    public static readonly SqlText AgentDelete = new("agent_delete");
    public static readonly SqlText AgentFind = new("agent_find");
    public static readonly SqlText AgentJobs = new("agent_jobs");
    public static readonly SqlText AgentKeep = new("agent_keep");
    public static readonly SqlText AgentList = new("agent_list");
    public static readonly SqlText AgentRead = new("agent_read");
    public static readonly SqlText AgentWrite = new("agent_write");

    public static readonly SqlText AnnotationDelete = new("annotation_delete");
    public static readonly SqlText AnnotationList = new("annotation_list");
    public static readonly SqlText AnnotationRead = new("annotation_read");
    public static readonly SqlText AnnotationWrite = new("annotation_write");

    public static readonly SqlText CallFind = new("call_find");
    public static readonly SqlText CallInsert = new("call_insert");
    public static readonly SqlText CallRead = new("call_read");

    public static readonly SqlText CallbackCopy = new("callback_copy");
    public static readonly SqlText CallbackDue = new("callback_due");
    public static readonly SqlText CallbackFind = new("callback_find");
    public static readonly SqlText CallbackHand = new("callback_hand");
    public static readonly SqlText CallbackIds = new("callback_ids");
    public static readonly SqlText CallbackInsert = new("callback_insert");
    public static readonly SqlText CallbackList = new("callback_list");
    public static readonly SqlText CallbackStart = new("callback_start");
    public static readonly SqlText CallbackTakeBack = new("callback_take_back");

    public static readonly SqlText CompletedNewest = new("completed_newest");

    public static readonly SqlText CopyHeads = new("copy_heads");
    public static readonly SqlText CopyMarks = new("copy_marks");

    public static readonly SqlText DispatcherDeactivate = new("dispatcher_deactivate");
    public static readonly SqlText DispatcherFind = new("dispatcher_find");
    public static readonly SqlText DispatcherForget = new("dispatcher_forget");
    public static readonly SqlText DispatcherList = new("dispatcher_list");
    public static readonly SqlText DispatcherPing = new("dispatcher_ping");
    public static readonly SqlText DispatcherReactivate = new("dispatcher_reactivate");
    public static readonly SqlText DispatcherRead = new("dispatcher_read");
    public static readonly SqlText DispatcherSibling = new("dispatcher_sibling");
    public static readonly SqlText DispatcherWrite = new("dispatcher_write");

    public static readonly SqlText DrainRead = new("drain_read");

    public static readonly SqlText ExplainAgents = new("explain_agents");
    public static readonly SqlText ExplainJob = new("explain_job");
    public static readonly SqlText ExplainQuotas = new("explain_quotas");

    public static readonly SqlText FreshDelete = new("fresh_delete");
    public static readonly SqlText FreshFind = new("fresh_find");
    public static readonly SqlText FreshInsert = new("fresh_insert");

    public static readonly SqlText HeldAfter = new("held_after");
    public static readonly SqlText HeldDelete = new("held_delete");
    public static readonly SqlText HeldDue = new("held_due");
    public static readonly SqlText HeldFind = new("held_find");
    public static readonly SqlText HeldFollow = new("held_follow");
    public static readonly SqlText HeldInsert = new("held_insert");
    public static readonly SqlText HeldNext = new("held_next");

    public static readonly SqlText HistoryInsert = new("history_insert");
    public static readonly SqlText HistoryJob = new("history_job");
    public static readonly SqlText HistoryList = new("history_list");
    public static readonly SqlText HistoryTrim = new("history_trim");

    public static readonly SqlText HoldDelete = new("hold_delete");
    public static readonly SqlText HoldFind = new("hold_find");
    public static readonly SqlText HoldInsert = new("hold_insert");
    public static readonly SqlText HoldOfDispatcher = new("hold_of_dispatcher");

    public static readonly SqlText JobChange = new("job_change");
    public static readonly SqlText JobChangeRead = new("job_change_read");
    public static readonly SqlText JobClaim = new("job_claim");
    public static readonly SqlText JobDefer = new("job_defer");
    public static readonly SqlText JobDelete = new("job_delete");
    public static readonly SqlText JobExists = new("job_exists");
    public static readonly SqlText JobIdsFresh = new("job_ids_fresh");
    public static readonly SqlText JobIdsHeld = new("job_ids_held");
    public static readonly SqlText JobIdsNamed = new("job_ids_named");
    public static readonly SqlText JobIdsOffered = new("job_ids_offered");
    public static readonly SqlText JobIdsResuming = new("job_ids_resuming");
    public static readonly SqlText JobIdsRunning = new("job_ids_running");
    public static readonly SqlText JobIdsTagged = new("job_ids_tagged");
    public static readonly SqlText JobIdsUnsuccessful = new("job_ids_unsuccessful");
    public static readonly SqlText JobIdsWaiting = new("job_ids_waiting");
    public static readonly SqlText JobInsert = new("job_insert");
    public static readonly SqlText JobIsAwaited = new("job_is_awaited");
    public static readonly SqlText JobMoveCallbacks = new("job_move_callbacks");
    public static readonly SqlText JobPage = new("job_page");
    public static readonly SqlText JobPlan = new("job_plan");
    public static readonly SqlText JobRead = new("job_read");
    public static readonly SqlText JobStatus = new("job_status");

    public static readonly SqlText JointFind = new("joint_find");
    public static readonly SqlText JointInsert = new("joint_insert");
    public static readonly SqlText JointMove = new("joint_move");
    public static readonly SqlText JointOf = new("joint_of");

    public static readonly SqlText LaneFind = new("lane_find");
    public static readonly SqlText LaneHeads = new("lane_heads");
    public static readonly SqlText LaneInsert = new("lane_insert");
    public static readonly SqlText LaneOpen = new("lane_open");
    public static readonly SqlText LaneParked = new("lane_parked");
    public static readonly SqlText LaneParkedNext = new("lane_parked_next");
    public static readonly SqlText LaneParkedQueues = new("lane_parked_queues");
    public static readonly SqlText LaneQuotaInsert = new("lane_quota_insert");
    public static readonly SqlText LaneQuotaNames = new("lane_quota_names");
    public static readonly SqlText LaneQuotas = new("lane_quotas");
    public static readonly SqlText LaneRead = new("lane_read");
    public static readonly SqlText LaneWaiting = new("lane_waiting");
    public static readonly SqlText LaneWrite = new("lane_write");

    public static readonly SqlText MeasureAdded = new("measure_added");
    public static readonly SqlText MeasureCompleted = new("measure_completed");
    public static readonly SqlText MeasureRunning = new("measure_running");

    public static readonly SqlText MetaDescribe = new("meta_describe");
    public static readonly SqlText MetaInsert = new("meta_insert");
    public static readonly SqlText MetaRead = new("meta_read");
    public static readonly SqlText MetaWrite = new("meta_write");

    public static readonly SqlText MigrationInsert = new("migration_insert");
    public static readonly SqlText MigrationRead = new("migration_read");

    public static readonly SqlText OfferBefore = new("offer_before");
    public static readonly SqlText OfferDelete = new("offer_delete");
    public static readonly SqlText OfferFind = new("offer_find");
    public static readonly SqlText OfferFirst = new("offer_first");
    public static readonly SqlText OfferFollow = new("offer_follow");
    public static readonly SqlText OfferHead = new("offer_head");
    public static readonly SqlText OfferInsert = new("offer_insert");
    public static readonly SqlText OfferNext = new("offer_next");
    public static readonly SqlText OfferNextBand = new("offer_next_band");
    public static readonly SqlText OfferOverdue = new("offer_overdue");

    public static readonly SqlText OutcomeComplete = new("outcome_complete");
    public static readonly SqlText OutcomeFind = new("outcome_find");
    public static readonly SqlText OutcomeInsert = new("outcome_insert");
    public static readonly SqlText OutcomeOld = new("outcome_old");
    public static readonly SqlText OutcomeRead = new("outcome_read");

    public static readonly SqlText PartAt = new("part_at");
    public static readonly SqlText PartBefore = new("part_before");
    public static readonly SqlText PartEnd = new("part_end");
    public static readonly SqlText PartIds = new("part_ids");
    public static readonly SqlText PartInsert = new("part_insert");
    public static readonly SqlText PartJoins = new("part_joins");
    public static readonly SqlText PartList = new("part_list");

    public static readonly SqlText PayloadInsert = new("payload_insert");
    public static readonly SqlText PayloadRead = new("payload_read");

    public static readonly SqlText ProgressRead = new("progress_read");
    public static readonly SqlText ProgressWrite = new("progress_write");

    public static readonly SqlText QueueDelete = new("queue_delete");
    public static readonly SqlText QueueFind = new("queue_find");
    public static readonly SqlText QueueFresh = new("queue_fresh");
    public static readonly SqlText QueueIds = new("queue_ids");
    public static readonly SqlText QueueInsert = new("queue_insert");
    public static readonly SqlText QueueJoins = new("queue_joins");
    public static readonly SqlText QueueList = new("queue_list");
    public static readonly SqlText QueuePause = new("queue_pause");
    public static readonly SqlText QueueStateHolders = new("queue_state_holders");
    public static readonly SqlText QueueUnfinished = new("queue_unfinished");
    public static readonly SqlText QueueWaiters = new("queue_waiters");

    public static readonly SqlText QuotaFind = new("quota_find");
    public static readonly SqlText QuotaInsert = new("quota_insert");
    public static readonly SqlText QuotaJobs = new("quota_jobs");
    public static readonly SqlText QuotaList = new("quota_list");
    public static readonly SqlText QuotaRead = new("quota_read");
    public static readonly SqlText QuotaWrite = new("quota_write");

    public static readonly SqlText RunningClearStop = new("running_clear_stop");
    public static readonly SqlText RunningDelete = new("running_delete");
    public static readonly SqlText RunningFind = new("running_find");
    public static readonly SqlText RunningFollow = new("running_follow");
    public static readonly SqlText RunningInsert = new("running_insert");
    public static readonly SqlText RunningOfDispatcher = new("running_of_dispatcher");
    public static readonly SqlText RunningSettle = new("running_settle");
    public static readonly SqlText RunningStart = new("running_start");
    public static readonly SqlText RunningStop = new("running_stop");

    public static readonly SqlText SourceFind = new("source_find");
    public static readonly SqlText SourceInsert = new("source_insert");

    public static readonly SqlText StateFind = new("state_find");
    public static readonly SqlText StateList = new("state_list");
    public static readonly SqlText StateRead = new("state_read");
    public static readonly SqlText StateUsers = new("state_users");
    public static readonly SqlText StateWrite = new("state_write");

    public static readonly SqlText StreamFollow = new("stream_follow");
    public static readonly SqlText StreamRead = new("stream_read");
    public static readonly SqlText StreamWrite = new("stream_write");

    public static readonly SqlText TagDelete = new("tag_delete");
    public static readonly SqlText TagInsert = new("tag_insert");
    public static readonly SqlText TagList = new("tag_list");

    public static readonly SqlText TallyAdd = new("tally_add");
    public static readonly SqlText TallyInsert = new("tally_insert");
    public static readonly SqlText TallyRead = new("tally_read");

    public static readonly SqlText WaitNeeds = new("wait_needs");

    public static readonly SqlText WaitingDelete = new("waiting_delete");
    public static readonly SqlText WaitingFind = new("waiting_find");
    public static readonly SqlText WaitingFollow = new("waiting_follow");
    public static readonly SqlText WaitingFor = new("waiting_for");
    public static readonly SqlText WaitingInsert = new("waiting_insert");
}
