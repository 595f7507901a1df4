using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using AsyncEngine.Storage.Relational.Connections;
using Npgsql;

namespace AsyncEngine.Storage.Postgres.Connections;

/// <summary>What a statement's text takes and gives. Thread-safe.</summary>
internal sealed partial class StatementShape
{
    private static readonly ConcurrentDictionary<SqlText, StatementShape> Known = new();

    private readonly bool _isScript;
    private volatile object? _hasRows;

    private StatementShape(string text)
    {
        Parameters = [.. Parameter().Matches(text).Select(match => match.Groups[1].Value).Distinct()];
        var words = Comment().Replace(text, string.Empty).TrimStart();
        _isScript = words.Contains(';', StringComparison.Ordinal);
        _hasRows = words.StartsWith("select", StringComparison.Ordinal) && !_isScript ? true : null;
    }

    /// <summary>The names of its parameters.</summary>
    public IReadOnlyList<string> Parameters { get; }

    /// <summary>
    /// Whether it gives a result, if only an empty one; null: it is several statements, or does not show it and was not
    /// used before, and cannot be part of a batch, whose results are told apart by that.
    /// </summary>
    public bool? HasRows => (bool?)_hasRows;

    public static StatementShape Of(SqlText text) => Known.GetOrAdd(text, key => new StatementShape(key.Postgres));

    /// <summary>It was used alone, and this is what it gave.</summary>
    public void Learn(NpgsqlDataReader result) => _hasRows = _isScript ? null : result.FieldCount > 0;

    [GeneratedRegex("(?<![@:\\w])@(\\w+)")]
    private static partial Regex Parameter();

    [GeneratedRegex("--.*")]
    private static partial Regex Comment();
}
