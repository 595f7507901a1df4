using System.Globalization;

namespace AsyncEngine.Storage.Relational.States;

/// <summary>Refusals that are about one state.</summary>
internal static class StateErrors
{
    public static AsyncEngineException NotFound(string name) => new(
        ErrorIds.StateNotFound, $"There is no state '{name}' in this store.") { Target = name };

    public static AsyncEngineException InUse(string name, long job) => new(
        ErrorIds.StateInUse,
        string.Create(
            CultureInfo.InvariantCulture,
            $"The state '{name}' is used by job {job}, which has not ended. Wait for it, stop it, or remove the state by "
                + $"force: the job then finds it empty, or fails with a conflict if it has it already."))
    {
        Target = name,
    };

    public static AsyncEngineException Conflict(string name, long expected, StateRow row) => new(
        ErrorIds.StateConflict,
        string.Create(
            CultureInfo.InvariantCulture,
            $"The state '{name}' was changed meanwhile: {Expected(expected)}, and {Found(row)}. Nothing was written. Read "
                + $"it again and decide anew."))
    {
        Target = name,
    };

    private static string Expected(long version) => version == 0
        ? "there was to be none of that name"
        : string.Create(CultureInfo.InvariantCulture, $"it was to have version {version}");

    private static string Found(StateRow row) => row.Exists
        ? string.Create(CultureInfo.InvariantCulture, $"it has version {row.Version}")
        : "there is none now";
}
