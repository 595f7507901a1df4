using System.Globalization;
using System.Text;

namespace AsyncEngine.Calls.Values;

/// <summary>Where a writer is in the value that it writes: names the place of a refusal and finds cycles.</summary>
internal sealed class ValuePath
{
    /// <summary>How deep containers may lie in each other.</summary>
    public const int MaxDepth = 100;

    private readonly Step[] _steps = new Step[MaxDepth];

    public int Depth { get; private set; }

    /// <summary>Goes into a container; refused when it is already open or too deep.</summary>
    public void Enter(object container)
    {
        if (Depth == MaxDepth)
        {
            throw ValueErrors.TooDeep(ToString(), MaxDepth);
        }

        for (var level = 0; level < Depth; level++)
        {
            if (ReferenceEquals(_steps[level].Container, container))
            {
                throw ValueErrors.Cycle(ToString());
            }
        }

        _steps[Depth++] = new Step { Container = container, Index = -1 };
    }

    public void AtIndex(int index) => _steps[Depth - 1].Index = index;

    public void AtName(object? name) => _steps[Depth - 1].Name = name;

    public void Leave() => _steps[--Depth] = default;

    public void Clear()
    {
        Array.Clear(_steps, 0, Depth);
        Depth = 0;
    }

    public override string ToString()
    {
        var text = new StringBuilder("$");
        foreach (var step in _steps.AsSpan(0, Depth))
        {
            if (step.Name is not null)
            {
                text.Append('.').Append(Convert.ToString(step.Name, CultureInfo.InvariantCulture));
            }
            else if (step.Index >= 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"[{step.Index}]");
            }
        }

        return text.ToString();
    }

    private struct Step
    {
        public object? Container;
        public object? Name;
        public int Index;
    }
}
