using System.Globalization;

namespace AsyncEngine.Storage;

/// <summary>What a change of a state may not be, as far as that can be told without the store.</summary>
internal static class StateRules
{
    public static void Check(StateChange change, StoreOptions options)
    {
        if (string.IsNullOrWhiteSpace(change.Name))
        {
            throw new AsyncEngineException(ErrorIds.ArgumentInvalid, "The name of a state cannot be empty.");
        }

        if (change.Value.Length > options.MaxStateBytes)
        {
            throw new AsyncEngineException(
                ErrorIds.PayloadTooLarge,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The state '{change.Name}' takes {change.Value.Length:N0} bytes; at most {options.MaxStateBytes:N0} are "
                        + $"allowed. Keep the data in a file or table and its place in the state."))
            {
                Target = change.Name,
            };
        }
    }
}
