using AsyncEngine.Calls;
using AsyncEngine.Jobs;

namespace DotNetExample;

/// <summary>What goes out: a mail server that is not always there, and callbacks.</summary>
public static class Mail
{
    /// <summary>The context is filled in when the job runs. The first two attempts find no server.</summary>
    public static string Send(string address, JobContext context) => context.Attempt < 3
        ? throw new IOException("The mail server does not answer.")
        : $"sent to {address} at attempt {context.Attempt}";

    public static void Announce(Report report) =>
        Console.WriteLine($"  callback: the report of the {report.Region} is ready");

    public static void Complain(JobError error) => Console.WriteLine($"  callback: {error.Message}");
}
