using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace AsyncHost.Hosting;

/// <summary>Asks the person at the terminal; without one every question is an error, never a default.</summary>
internal sealed class Questions(HostConsole console, bool nonInteractive)
{
    private bool CanAsk => !nonInteractive && !Console.IsInputRedirected && !Console.IsOutputRedirected;

    public static PSNotSupportedException NotSupported(string what)
        => new($"AsyncHost cannot ask for {what}. Pass it as an argument, or run the script in pwsh.");

    public string ReadLine()
    {
        Demand("a line of text");
        console.EndProgress();
        return Console.ReadLine() ?? "";
    }

    public Dictionary<string, PSObject> Fields(
        string caption, string message, Collection<FieldDescription> descriptions)
    {
        string names = string.Join(", ", descriptions.Select(field => $"'{field.Name}'"));
        Demand($"a value for {names}");
        Headline(caption, message);
        Dictionary<string, PSObject> answers = [];
        foreach (FieldDescription field in descriptions)
        {
            console.Write($"{field.Name}: ");
            answers[field.Name] = PSObject.AsPSObject(ReadLine());
        }

        return answers;
    }

    public int Choice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        Demand($"a choice ({message.ReplaceLineEndings(" ").Trim()})");
        Headline(caption, message);
        while (true)
        {
            string defaultKey = defaultChoice >= 0 ? $" (default is {Key(choices[defaultChoice])})" : "";
            console.Write(string.Join("  ", choices.Select(c => $"[{Key(c)}] {Label(c)}")) + defaultKey + ": ");
            string answer = ReadLine().Trim();
            int chosen = answer.Length == 0 ? defaultChoice : Find(choices, answer);
            if (chosen >= 0)
            {
                return chosen;
            }

            foreach (ChoiceDescription choice in choices)
            {
                console.Write($"{Key(choice)} - {choice.HelpMessage}{Environment.NewLine}");
            }
        }
    }

    private static int Find(Collection<ChoiceDescription> choices, string answer)
    {
        for (int i = 0; i < choices.Count; i++)
        {
            if (answer.Equals(Key(choices[i]), StringComparison.OrdinalIgnoreCase)
                || answer.Equals(Label(choices[i]), StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }

    private static string Label(ChoiceDescription choice) => choice.Label.Replace("&", "", StringComparison.Ordinal);

    private static string Key(ChoiceDescription choice)
    {
        int mark = choice.Label.IndexOf('&', StringComparison.Ordinal);
        return mark >= 0 && mark + 1 < choice.Label.Length
            ? choice.Label[(mark + 1)..(mark + 2)].ToUpperInvariant()
            : choice.Label;
    }

    private void Headline(string caption, string message)
    {
        foreach (string line in new[] { caption, message }.Where(line => !string.IsNullOrEmpty(line)))
        {
            console.Write(line + Environment.NewLine);
        }
    }

    private void Demand(string what)
    {
        if (!CanAsk)
        {
            throw new PSInvalidOperationException(
                $"The script asks for {what}, but nobody can answer: there is no terminal, or -NonInteractive was given. "
                + "Pass the value as an argument, or use -Confirm:$false or -Force where a command has them.");
        }
    }
}
