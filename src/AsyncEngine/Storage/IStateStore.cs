namespace AsyncEngine.Storage;

/// <summary>
/// States: named values that belong to the store as a whole. Jobs that name one have it while they run and change it
/// with their outcome. Names compare without regard to case; they are shown as they were first written.
/// </summary>
/// <remarks>
/// <para>
/// A state that a job names is created, empty, when the job is stored. Jobs that name the same state never run at
/// once, whatever their queues: the state is a quota of size one that every such job needs beside those it names. It
/// is taken and freed like any other (claim, settle, put-back, abandoned thread), but no list of quotas shows it.
/// A quota that several queues share must not be parked for one of them: when its slot is free, the first waiting
/// lane of each queue has to be offered.
/// </para>
/// <para>
/// A version is a number that grows with every creation, write and removal of a name and is never used twice for that
/// name, removal included. It lets writers outside jobs and settles notice each other.
/// </para>
/// </remarks>
internal interface IStateStore
{
    /// <summary>One state; null when there is none of that name.</summary>
    Task<StateRecord?> ReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>
    /// One page of states in the order of their names, compared by upper case. No read transaction outlives the call.
    /// </summary>
    Task<IReadOnlyList<StateRecord>> ListAsync(StateFilter filter, CancellationToken cancellationToken);

    /// <summary>
    /// Writes and removes states, all or none. <c>StateConflict</c>: the version is not the expected one.
    /// <c>PayloadTooLarge</c>, <c>ArgumentInvalid</c> (no name). For removals <c>StateNotFound</c>, and
    /// <c>StateInUse</c> while an unfinished job names the state, unless forced.
    /// </summary>
    /// <returns>The new versions, in the order of the changes.</returns>
    Task<IReadOnlyList<long>> ChangeAsync(IReadOnlyList<StateChange> changes, CancellationToken cancellationToken);
}
