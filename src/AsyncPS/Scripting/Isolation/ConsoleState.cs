using System.Text;

namespace AsyncPS.Scripting.Isolation;

/// <summary>The console's writers and encodings.</summary>
internal sealed record ConsoleState(
    TextWriter Out, TextWriter Error, Encoding OutputEncoding, Encoding InputEncoding)
{
    // The standard input is not touched: opening its reader would take what others want to read.
    public static ConsoleState Take() =>
        new(Console.Out, Console.Error, Console.OutputEncoding, Console.InputEncoding);

    /// <summary>Sets to this state what differs between two later ones.</summary>
    public void RestoreChanges(ConsoleState before, ConsoleState after)
    {
        if (!Equals(before.OutputEncoding, after.OutputEncoding))
        {
            Console.OutputEncoding = OutputEncoding;
        }

        if (!Equals(before.InputEncoding, after.InputEncoding))
        {
            Console.InputEncoding = InputEncoding;
        }

        if (!ReferenceEquals(before.Out, after.Out))
        {
            Console.SetOut(Out);
        }

        if (!ReferenceEquals(before.Error, after.Error))
        {
            Console.SetError(Error);
        }
    }
}
