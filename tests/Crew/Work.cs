using AsyncEngine;
using AsyncEngine.Calls;

namespace Crew;

/// <summary>What jobs call. Each says in the journal that it begins and that it ends, and returns who ran it.</summary>
public static class Work
{
    /// <summary>Does nothing.</summary>
    /// <param name="number">The job's number in the test.</param>
    public static string Note(int number)
    {
        Begin(number);
        return End(number);
    }

    /// <summary>Takes a little time.</summary>
    /// <param name="number">The job's number in the test.</param>
    /// <param name="milliseconds">How long.</param>
    public static string Rest(int number, int milliseconds)
    {
        Begin(number);
        Thread.Sleep(milliseconds);
        return End(number);
    }

    /// <summary>Goes on until it is released, or told to stop.</summary>
    /// <param name="number">The job's number in the test.</param>
    /// <param name="cancellationToken">Filled in when it runs.</param>
    public static string Hold(int number, CancellationToken cancellationToken)
    {
        Begin(number);
        Stage.Say($"holding {number}");
        try
        {
            Stage.Released.Wait(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Stage.Note(JournalWriter.Cancelled, number);
            throw;
        }

        return End(number);
    }

    /// <summary>Goes on until it is released, whatever else it is told.</summary>
    /// <param name="number">The job's number in the test.</param>
    public static string Insist(int number)
    {
        Begin(number);
        Stage.Say($"holding {number}");
        Stage.Released.Wait();
        return End(number);
    }

    /// <summary>Returns its number.</summary>
    /// <param name="number">The job's number in the test.</param>
    public static int Number(int number)
    {
        Note(number);
        return number;
    }

    /// <summary>Hangs when it is begun for the first time; then it ends at once.</summary>
    /// <param name="number">The job's number in the test.</param>
    /// <param name="context">Filled in when it runs.</param>
    public static int HangOnce(int number, JobContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Begin(number);
        if (context.Attempt == 1)
        {
            Stage.Say($"holding {number}");
            Stage.Released.Wait();
        }

        End(number);
        return number;
    }

    /// <summary>As <see cref="HangOnce"/>, with what other jobs brought.</summary>
    /// <param name="number">The job's number in the test.</param>
    /// <param name="parts">The jobs whose numbers are added to its own.</param>
    /// <param name="context">Filled in when it runs.</param>
    public static int Sum(int number, IReadOnlyList<Job> parts, JobContext context) =>
        HangOnce(number, context) + parts.Sum(part => part.Result<int>());

    /// <summary>Returns a job like itself, until the last: that gives its name to all.</summary>
    /// <param name="number">The job's number in the test; the next has the next.</param>
    /// <param name="more">How many are to follow.</param>
    public static object Chain(int number, int more)
    {
        Begin(number);
        var name = End(number);
        return more == 0 ? name : JobSpec.Of(() => Chain(number + 1, more - 1));
    }

    /// <summary>Carries bytes, to make a store grow.</summary>
    /// <param name="number">The job's number in the test.</param>
    /// <param name="ballast">The bytes.</param>
    public static string Carry(int number, byte[] ballast)
    {
        ArgumentNullException.ThrowIfNull(ballast);
        Begin(number);
        return End(number);
    }

    private static void Begin(int number)
    {
        Stage.Note(JournalWriter.Begin, number);
        if (Stage.IsTalkative)
        {
            Stage.Say($"began {number}");
        }
    }

    private static string End(int number)
    {
        Stage.Note(JournalWriter.End, number);
        return Stage.Name;
    }
}
