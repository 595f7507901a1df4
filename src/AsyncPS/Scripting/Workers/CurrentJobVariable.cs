using AsyncEngine.Calls;

namespace AsyncPS.Scripting.Workers;

/// <summary>A variable whose value belongs to the job that runs, made when it is first read.</summary>
/// <remarks>One that can be assigned is the same in all scopes: else a function's assignment would make its own.</remarks>
internal sealed class CurrentJobVariable(WorkerVariable definition, Func<ScriptInvocation?> running) : PSVariable(
    definition.Name, null, definition.Assign is null ? ScopedItemOptions.ReadOnly : ScopedItemOptions.AllScope)
{
    private ScriptInvocation? _for;
    private object? _value;

    /// <inheritdoc/>
    public override object? Value
    {
        get
        {
            var current = running();
            if (!ReferenceEquals(current, _for))
            {
                (_for, _value) = (current, current is null ? null : definition.Value(current));
            }

            return _value;
        }

        set
        {
            if (definition.Assign is { } assign && running() is { } current)
            {
                assign(current, value);
                (_for, _value) = (current, value);
            }
            else
            {
                base.Value = value; // Read-only, and the base says so.
            }
        }
    }
}
