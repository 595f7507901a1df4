using AsyncEngine.Storage;
using AsyncPS.Commands;
using Engine = AsyncEngine.Jobs;

namespace AsyncPS.Errors;

/// <summary>What the cmdlets themselves refuse, in the engine's form.</summary>
internal static class Refusals
{
    public static AsyncEngineException JobNotFound(long id) => new(
        ErrorIds.JobNotFound, $"There is no job {id} in this store.") { Target = id };

    public static AsyncEngineException JobOfOtherStore(long id, string home, string here) => new(
        ErrorIds.JobNotFound,
        $"Job {id} belongs to the store '{home}', and this is '{here}'. Name its store with -Store.") { Target = id };

    public static AsyncEngineException QueueNotFound(string name) => new(
        ErrorIds.QueueNotFound, $"There is no queue '{name}' in this store.") { Target = name };

    public static AsyncEngineException QuotaNotFound(string name, string? queue) => new(
        ErrorIds.QuotaNotFound,
        queue is null
            ? $"There is no quota '{name}' in any queue of this store."
            : $"There is no quota '{name}' in queue '{queue}'.") { Target = name };

    public static AsyncEngineException AgentNotFound(string name) => new(
        ErrorIds.AgentNotFound, $"No such dispatcher has an agent '{name}' for such a queue.") { Target = name };

    public static AsyncEngineException PollsElsewhere(Guid uuid) => new(
        ErrorIds.DispatcherNotFound,
        $"No dispatcher {uuid} runs in this process, and polls are kept in memory alone. Ask in the dispatcher's process.")
    {
        Target = uuid,
    };

    public static AsyncEngineException DispatcherNotFound(Guid uuid) => new(
        ErrorIds.DispatcherNotFound, $"There is no dispatcher {uuid} in this store.") { Target = uuid };

    public static AsyncEngineException NotATestStore(string store) => new(
        ErrorIds.ArgumentInvalid,
        $"'{store}' is no test store of this process: its clock is the real one and cannot be moved. Make one with " +
        "New-AsyncTestStore, and connect it or name it with -Store.") { Target = store };

    public static AsyncEngineException StateNotFound(string name) => new(
        ErrorIds.StateNotFound, $"There is no state '{name}' in this store.") { Target = name };

    /// <summary>A start that is given as a moment and as a distance, too.</summary>
    public static void ThrowIfTwoStarts(DateTimeOffset? beginAfter, TimeSpan? delay)
    {
        if (beginAfter is not null && delay is not null)
        {
            throw ArgumentInvalid("-BeginAfter and -Delay say the same thing. Use one of them.");
        }
    }

    public static AsyncEngineException ArgumentInvalid(string message, object? target = null) => new(
        ErrorIds.ArgumentInvalid, message) { Target = target };

    public static AsyncEngineException NotAConnectionString() => new(
        ErrorIds.ArgumentInvalid,
        "This is no connection string of a PostgreSQL server (it is not shown, since it may hold a password). It begins " +
        "with a word like Host=, or is a URL: postgres://user@host/database. For a file use -Path.");

    public static AsyncEngineException NoDataFolder() => new(
        ErrorIds.StoreUnavailable,
        "No store was named and this account has no data folder to keep one in. Use -Store, Connect-AsyncStore, or set " +
        "the environment variable ASYNCPS_STORE to the path of a file.");

    public static AsyncEngineException NothingToCopy(string path) => new(
        ErrorIds.StoreUnavailable,
        $"There is no store '{path}' that could be copied. Check the path given with -From.")
    {
        Target = path,
    };

    public static AsyncEngineException NotAFilePath(string path, string provider) => new(
        ErrorIds.StoreUnavailable,
        $"A store is a file, and '{path}' leads to PowerShell's provider '{provider}'. Give a path in the file system.")
    {
        Target = path,
    };

    public static AsyncEngineException JobNotRemoved(long id, string? reason) => new(
        ErrorIds.JobStatusInvalid, $"Job {id} was not removed: {reason}") { Target = id };

    public static AsyncEngineException JobNotInvoked(long id, JobRecord job) => new(
        ErrorIds.JobStatusInvalid,
        job switch
        {
            { ParentId: { } parent } => $"Job {id} is a callback of job {parent}: it runs with that one.",
            { Status: Engine.JobStatus.Completed } =>
                $"Job {id} has ended. To debug it, run it again: Restart-AsyncJob {id} -Delay 1h | Invoke-AsyncJob.",
            _ => $"Job {id} is {job.Status}: only a job that waits in a queue can be run here.",
        })
    {
        Target = id,
    };

    public static AsyncEngineException JobNotClaimed(long id, string? reason) => new(
        ErrorIds.JobStatusInvalid,
        $"Job {id} could not be taken: {reason ?? "somebody else was faster, or it is over"}.") { Target = id };

    public static AsyncEngineException WaitTimedOut(JobWait wait) => new(
        ErrorIds.WaitTimedOut,
        $"After {DisplayText.Duration(wait.Timeout)} {wait.Open.Count} of {wait.Total} jobs have not finished: " +
        $"{string.Join(", ", wait.Open.Take(10))}{(wait.Open.Count > 10 ? ", ..." : "")}.")
    {
        Target = wait.Open[0],
    };

    public static AsyncEngineException WaitForItself(long id) => new(
        ErrorIds.WaitWouldDeadlock, $"Job {id} would wait for itself.") { Target = id };

    public static AsyncEngineException StoreOfHost() => new(
        ErrorIds.ArgumentInvalid,
        "This job's store was opened by another program than PowerShell. Name the dispatcher's store with -Store.");

    public static AsyncEngineException DispatcherRunning(Guid uuid) => new(
        ErrorIds.DispatcherRunning,
        $"This session has dispatcher {uuid} on this store already, and a session has one for each store.")
    {
        Target = uuid,
    };

    public static AsyncEngineException NoDispatcher() => new(
        ErrorIds.DispatcherNotFound, "This session has no dispatcher on this store.");

    public static AsyncEngineException DispatcherElsewhere(Dispatcher dispatcher) => new(
        ErrorIds.DispatcherNotFound,
        $"Dispatcher {dispatcher.Uuid} does not run in this process but in process {dispatcher.ProcessId} on " +
        $"'{dispatcher.Host}'. Stop it there, or end that process.")
    {
        Target = dispatcher.Uuid,
    };

    public static AsyncEngineException LogUnavailable(string path, Exception exception) => new(
        ErrorIds.LogUnavailable, $"The log '{path}' cannot be written: {exception.Message} Nothing was started.", exception)
    {
        Target = path,
    };

    public static AsyncEngineException ServiceExists(string name, string path) => new(
        ErrorIds.ServiceExists, $"There is a service '{name}' already: '{path}'. Nothing was changed. Replace it with -Force.")
    {
        Target = name,
    };

    public static AsyncEngineException ServiceForeign(string name, string path) => new(
        ErrorIds.ServiceExists,
        $"'{path}' is not from AsyncPS and is left as it is, also with -Force. Use another name than '{name}'.")
    {
        Target = name,
    };

    public static AsyncEngineException ServiceNotFound(string name) => new(
        ErrorIds.ServiceNotFound, $"There is no service '{name}' of AsyncPS on this machine.") { Target = name };

    public static AsyncEngineException PasswordInService() => ArgumentInvalid(
        "The store's address has a password (it is not shown), and everybody can read the file of a service. Leave it out: " +
        "let the server know the service's account, or give that account a password file (.pgpass).");

    public static AsyncEngineException ServiceAccessDenied(string path, string why) => new(
        ErrorIds.ServiceAccessDenied, $"'{path}' cannot be changed: {why.TrimEnd('.')}. Nothing was changed.")
    {
        Target = path,
    };

    public static AsyncEngineException ServiceUserNotFound(string name) => new(
        ErrorIds.ServiceUserNotFound, $"There is no account '{name}' on this machine. Nothing was changed.")
    {
        Target = name,
    };

    public static AsyncEngineException ServiceStoreDenied(string user, string store, string why) => new(
        ErrorIds.ServiceStoreDenied, $"The account '{user}' cannot use the store '{store}': {why}. Nothing was changed.")
    {
        Target = store,
    };

    public static AsyncEngineException ServiceModuleDenied(string user, string path, string why) => new(
        ErrorIds.ServiceModuleDenied, $"The account '{user}' cannot read '{path}': {why}. Nothing was changed.")
    {
        Target = path,
    };

    public static AsyncEngineException ServiceLogDenied(string user, string path, string why) => new(
        ErrorIds.LogUnavailable, $"The account '{user}' cannot write the log '{path}': {why}. Nothing was changed.")
    {
        Target = path,
    };

    public static AsyncEngineException ServiceUnsupported(ServiceKind kind) => new(
        ErrorIds.ServiceUnsupported, $"There is no {kind} on this machine. Nothing was changed.") { Target = kind };

    public static AsyncEngineException ServiceCommandFailed(IReadOnlyList<string> command, string text) => new(
        ErrorIds.ServiceCommandFailed, $"'{string.Join(' ', command)}' failed: {text}") { Target = command[0] };

    public static AsyncEngineException NotInJob(string next) => new(
        ErrorIds.ArgumentInvalid, $"No job runs here. {next}");

    public static AsyncEngineException JobSaved(long id) => new(
        ErrorIds.JobStatusInvalid,
        $"Job {id} is in its store already, and a job is put once. Make another one with New-AsyncJob.") { Target = id };

    public static AsyncEngineException NamedTwice() => ArgumentInvalid(
        "The same unsaved job is named twice. Make another one with New-AsyncJob, or save it first and name its id.");

    public static AsyncEngineException InBatch(AsyncEngineException error, int index) => new(
        error.ErrorId, $"Nothing was added: piped object {index} (counted from 0) is refused. {error.Message}", error)
    {
        Target = error.Target,
        Index = index,
    };
}
