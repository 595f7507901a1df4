using Microsoft.Extensions.Logging;

namespace AsyncEngine.Diagnostics;

/// <summary>
/// All that the engine logs, with stable ids: 1000s engine, 2000s worker, 3000s storage, 4000s maintenance. Never
/// arguments, results or connection strings.
/// </summary>
internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Information, "Dispatcher {Uuid} is active. Agents: {Agents}.")]
    public static partial void Activated(ILogger logger, Guid uuid, int agents);

    [LoggerMessage(1002, LogLevel.Information, "Dispatcher {Uuid} has left the store.")]
    public static partial void Deactivated(ILogger logger, Guid uuid);

    [LoggerMessage(1003, LogLevel.Information,
        "Dispatcher {Uuid} stops. Time for running jobs ({Running}) to end: {Timeout}.")]
    public static partial void Stopping(ILogger logger, Guid uuid, int running, TimeSpan timeout);

    [LoggerMessage(1004, LogLevel.Error,
        "Dispatcher {Uuid} could not say goodbye; others will take its jobs after its death interval.")]
    public static partial void GoodbyeFailed(ILogger logger, Guid uuid, Exception exception);

    [LoggerMessage(1005, LogLevel.Critical,
        "Agent {Agent} met an error that should not exist, and goes on in {Delay}.")]
    public static partial void AgentFailed(ILogger logger, string agent, TimeSpan delay, Exception exception);

    [LoggerMessage(1006, LogLevel.Error, "A subscriber of the event {Event} failed.")]
    public static partial void SubscriberFailed(ILogger logger, string @event, Exception exception);

    [LoggerMessage(1007, LogLevel.Debug,
        "Agent {Agent}: {Settled} settled, {Claimed} claimed, {GivenBack} given back.")]
    public static partial void Turn(ILogger logger, string agent, int settled, int claimed, int givenBack);

    [LoggerMessage(1008, LogLevel.Information, "Agent {Agent} now runs {Size} jobs at once.")]
    public static partial void Resized(ILogger logger, string agent, int size);

    [LoggerMessage(1009, LogLevel.Critical,
        "The dispatcher's loop '{Loop}' met an error that should not exist, and begins again in {Delay}.")]
    public static partial void LoopFailed(ILogger logger, string loop, TimeSpan delay, Exception exception);

    [LoggerMessage(1010, LogLevel.Error,
        "Agent {Agent} takes no job that its filter or preference fails on: {Message}")]
    public static partial void JudgeFailed(ILogger logger, string agent, string message);

    [LoggerMessage(1011, LogLevel.Information, "Agent {Agent} was added: {Size} jobs of queue {Queue} at once.")]
    public static partial void AgentAdded(ILogger logger, string agent, string queue, int size);

    [LoggerMessage(1012, LogLevel.Information, "Agent {Agent} of queue {Queue} was removed and claims nothing more.")]
    public static partial void AgentRemoved(ILogger logger, string agent, string queue);

    [LoggerMessage(1013, LogLevel.Information, "Agent {Agent} has other rules now.")]
    public static partial void RulesChanged(ILogger logger, string agent);

    [LoggerMessage(1014, LogLevel.Error,
        "Dispatcher {Uuid} was not started: a living dispatcher has that UUID. Stop that one, or give each its own.")]
    public static partial void AlreadyActive(ILogger logger, Guid uuid);

    [LoggerMessage(1015, LogLevel.Information, "Dispatcher {Uuid} registers with the store.")]
    public static partial void Activating(ILogger logger, Guid uuid);

    [LoggerMessage(2001, LogLevel.Information, "Job {JobId} started: attempt {Attempt}.")]
    public static partial void JobStarted(ILogger logger, long jobId, int attempt);

    [LoggerMessage(2002, LogLevel.Information, "Job {JobId} succeeded.")]
    public static partial void JobSucceeded(ILogger logger, long jobId);

    [LoggerMessage(2017, LogLevel.Debug, "The call of job {JobId} returned job {InnerId}; it waits for its outcome.")]
    public static partial void JobWaits(ILogger logger, long jobId, long? innerId);

    [LoggerMessage(2003, LogLevel.Error, "Job {JobId} failed with {ErrorId}: {Message}{Stack}")]
    public static partial void JobFailed(ILogger logger, long jobId, string errorId, string message, string stack);

    [LoggerMessage(2004, LogLevel.Critical,
        "Callback {JobId} of job {ParentId} failed with {ErrorId}: {Message}{Stack}")]
    public static partial void CallbackFailed(
        ILogger logger, long jobId, long parentId, string errorId, string message, string stack);

    [LoggerMessage(2005, LogLevel.Information, "Job {JobId} was stopped.")]
    public static partial void JobCancelled(ILogger logger, long jobId);

    [LoggerMessage(2006, LogLevel.Warning, "Job {JobId} failed with {ErrorId} and is tried again at {At}: {Message}")]
    public static partial void JobRetried(
        ILogger logger, long jobId, string errorId, DateTimeOffset? at, string message);

    [LoggerMessage(2007, LogLevel.Information, "Job {JobId} was interrupted and is first in line again.")]
    public static partial void JobInterrupted(ILogger logger, long jobId);

    [LoggerMessage(2008, LogLevel.Error,
        "Job {JobId} belongs to another dispatcher by now; what this run brought is dropped.")]
    public static partial void JobReassigned(ILogger logger, long jobId);

    [LoggerMessage(2009, LogLevel.Error,
        "Job {JobId} did not end within {Grace} after it was told to ({Reason}). Its thread is left alone and replaced.")]
    public static partial void JobAbandoned(ILogger logger, long jobId, TimeSpan grace, string reason);

    [LoggerMessage(2010, LogLevel.Warning, "The abandoned thread of job {JobId} has ended.")]
    public static partial void AbandonedThreadEnded(ILogger logger, long jobId);

    [LoggerMessage(2011, LogLevel.Critical, "A worker of agent {Agent} died; another will take its place.")]
    public static partial void WorkerDied(ILogger logger, string agent, Exception exception);

    [LoggerMessage(2012, LogLevel.Debug, "Callback {JobId} of job {ParentId} starts.")]
    public static partial void CallbackStarted(ILogger logger, long jobId, long parentId);

    [LoggerMessage(2013, LogLevel.Information, "Job {JobId} had ended ({Outcome}) before its outcome was refused.")]
    public static partial void OutcomeLost(ILogger logger, long jobId, string outcome);

    [LoggerMessage(2014, LogLevel.Warning,
        "Job {JobId} met {ErrorId} for the {Count}. time in this run and runs again in {Delay}: {Message}")]
    public static partial void JobRunsAgain(
        ILogger logger, long jobId, string errorId, int count, TimeSpan delay, string message);

    [LoggerMessage(2015, LogLevel.Critical, "The outcome of job {JobId} could not be written and is lost.")]
    public static partial void OutcomeUnwritable(ILogger logger, long jobId, Exception? exception);

    [LoggerMessage(2016, LogLevel.Critical, "Job {JobId} could not be run because of an error in the engine.")]
    public static partial void ExecutorFailed(ILogger logger, long jobId, Exception exception);

    [LoggerMessage(2019, LogLevel.Critical, "The object that job {JobId} was called on could not be disposed.")]
    public static partial void DisposeFailed(ILogger logger, long jobId, Exception exception);

    [LoggerMessage(2018, LogLevel.Error, "The retry policy of job {JobId} did not answer; that means no retry.")]
    public static partial void PolicyFailed(ILogger logger, long jobId, Exception exception);

    [LoggerMessage(3001, LogLevel.Error,
        "The store does not answer. Outcomes are kept, and it is asked again until it does.")]
    public static partial void StoreLost(ILogger logger, Exception exception);

    [LoggerMessage(3002, LogLevel.Information, "The store answers again after {Failures} failures.")]
    public static partial void StoreBack(ILogger logger, int failures);

    [LoggerMessage(3003, LogLevel.Critical, "The store failed in a way that it should not.")]
    public static partial void StoreFailed(ILogger logger, Exception exception);

    [LoggerMessage(3004, LogLevel.Warning,
        "The server of the store {Store} does not bring notifications (a pool that gives each transaction another " +
        "connection?): jobs of other processes are seen by polling, within {Milliseconds} ms.")]
    public static partial void NotificationsMissing(ILogger logger, string store, double milliseconds);

    [LoggerMessage(3005, LogLevel.Warning,
        "The connection on which the store {Store} notifies is lost; until it is back, writes of other processes are " +
        "seen later.")]
    public static partial void NotificationsLost(ILogger logger, string store);

    [LoggerMessage(3006, LogLevel.Information, "The store {Store} notifies again.")]
    public static partial void NotificationsBack(ILogger logger, string store);

    [LoggerMessage(4001, LogLevel.Critical,
        "Dispatcher {Uuid} had been declared dead and is active again. Check the clocks, and what held it up.")]
    public static partial void Reactivated(ILogger logger, Guid uuid);

    [LoggerMessage(4002, LogLevel.Warning, "Dispatcher {Uuid} was silent for too long; {Jobs} of its jobs are back.")]
    public static partial void Rescued(ILogger logger, Guid uuid, int jobs);

    [LoggerMessage(4003, LogLevel.Error,
        "No ping was written for {Elapsed}: {Jobs} jobs that hold quotas are interrupted before others take them.")]
    public static partial void ContactLost(ILogger logger, TimeSpan elapsed, int jobs);

    [LoggerMessage(4004, LogLevel.Information, "{Jobs} jobs that were completed more than {Age} ago were removed.")]
    public static partial void Removed(ILogger logger, long jobs, TimeSpan age);
}
