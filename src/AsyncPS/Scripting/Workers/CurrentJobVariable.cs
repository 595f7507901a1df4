using AsyncEngine.Calls;

namespace AsyncPS.Scripting.Workers;

/// <summary>A variable whose value belongs to the job that runs, made when it is first read.</summary>
internal sealed class CurrentJobVariable(WorkerVariable definition, WorkerRunspace owner)
    : PSVariable(definition.Name, null, ScopedItemOptions.ReadOnly)
{
    private ScriptInvocation? _for;
    private object? _value;

    /// <inheritdoc/>
    public override object? Value
    {
        get
        {
            var current = owner.Current;
            if (!ReferenceEquals(current, _for))
            {
                (_for, _value) = (current, current is null ? null : definition.Value(current));
            }

            return _value;
        }

        set => base.Value = value; // Read-only, and the base says so.
    }
}
