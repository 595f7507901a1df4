using System.Text;

namespace AsyncPS.Scripting.Capture;

/// <summary>The key under which a running script looks up a <c>$using:</c> expression: PowerShell's own rule.</summary>
internal static class UsingKey
{
    /// <param name="expression">The whole expression as written, lower-cased if it is a plain variable.</param>
    public static string Of(string expression) => Convert.ToBase64String(Encoding.Unicode.GetBytes(expression));

    /// <summary>Makes a table hold these values and no others.</summary>
    public static void Fill(Hashtable table, Dictionary<string, object?> values)
    {
        if (table.Count > 0)
        {
            table.Clear();
        }

        foreach (var (expression, value) in values)
        {
            table[Of(expression)] = value;
        }
    }
}
