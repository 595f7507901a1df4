using AsyncEngine.Storage;

namespace AsyncEngine.Dispatching;

/// <summary>What follows from an ended call: it is settled, run again in the same thread, or its outcome is dropped.</summary>
/// <param name="Settlement">What to write; null when there is nothing to write (yet).</param>
/// <param name="AgainAfter">Not null: run again after so long.</param>
internal readonly record struct CallVerdict(Settlement? Settlement, TimeSpan? AgainAfter = null)
{
    public static CallVerdict Dropped => default;
}
