using System.Text;

namespace AsyncEngine.Calls.Methods;

/// <summary>Walks over a method's line. What it does not expect is a <see cref="FormatException"/>.</summary>
internal sealed class MethodTextReader(string line)
{
    // Deeper nesting than any real type has, and far less than a thread's stack bears.
    private const int MaxDepth = 64;

    private const string EndsName = "[]<>(),^#:";

    private int _at;
    private int _depth;

    public bool TryTake(char expected)
    {
        SkipSpaces();
        if (_at >= line.Length || line[_at] != expected)
        {
            return false;
        }

        _at++;
        return true;
    }

    public void Take(char expected)
    {
        if (!TryTake(expected))
        {
            throw Unexpected($"'{expected}'");
        }
    }

    public int TakeDigit() =>
        _at < line.Length && char.IsAsciiDigit(line[_at]) ? line[_at++] - '0' : throw Unexpected("a digit");

    public void End()
    {
        SkipSpaces();
        if (_at < line.Length)
        {
            throw Unexpected("the end");
        }
    }

    public string TakeName()
    {
        SkipSpaces();
        var name = new StringBuilder();
        for (; _at < line.Length && !EndsName.Contains(line[_at], StringComparison.Ordinal); _at++)
        {
            if (line[_at] == '\\' && ++_at >= line.Length)
            {
                throw Unexpected("a character");
            }

            name.Append(line[_at]);
        }

        return name.Length > 0 ? name.ToString() : throw Unexpected("a name");
    }

    public ParameterReference TakeParameter()
    {
        var takesParent = TryTake('^');
        return new ParameterReference(TakeType(), takesParent);
    }

    public TypeReference TakeType()
    {
        if (++_depth > MaxDepth)
        {
            throw new FormatException($"'{line}' nests types deeper than {MaxDepth} levels.");
        }

        string? assembly = null;
        if (TryTake('['))
        {
            assembly = TakeName();
            Take(']');
        }

        var name = TakeName();
        var arguments = TryTake('<') ? TakeList('>', TakeType) : [];
        var ranks = TakeRanks();
        _depth--;
        return new TypeReference(assembly, name, arguments, ranks);
    }

    public IReadOnlyList<T> TakeList<T>(char end, Func<T> take)
    {
        var items = new List<T>();
        while (!TryTake(end))
        {
            if (items.Count > 0)
            {
                Take(',');
            }

            items.Add(take());
        }

        return items;
    }

    private List<int> TakeRanks()
    {
        var ranks = new List<int>();
        while (TryTake('['))
        {
            var rank = 1;
            while (TryTake(','))
            {
                rank++;
            }

            Take(']');
            ranks.Add(rank);
        }

        return ranks;
    }

    private void SkipSpaces()
    {
        while (_at < line.Length && line[_at] == ' ')
        {
            _at++;
        }
    }

    private FormatException Unexpected(string expected) =>
        new($"'{line}' is not a method's line: {expected} was expected at position {_at}.");
}
