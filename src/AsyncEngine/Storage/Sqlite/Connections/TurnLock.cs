using System.Diagnostics;

namespace AsyncEngine.Storage.Sqlite.Connections;

/// <summary>
/// Gives processes their turn to write. A writer takes the lock, begins its transaction, and lets go: so at most one of
/// those that wait competes with the one that writes, and nobody starves.
/// </summary>
/// <remarks>
/// SQLite's own busy retry sleeps with growing pauses while newcomers get through: waits of five seconds were measured,
/// against 12 to 23 ms with the lock, which costs three per cent of a lonely writer (docs/adr/0003).
/// </remarks>
/// <param name="file">The store.</param>
internal sealed class TurnLock(StoreFile file)
{
    /// <summary>How long anybody waits for others before the store is called busy.</summary>
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    // Most turns are over in less than this takes; who waits longer leaves the processor to whoever has the turn.
    private const int Spins = 20;

    // What the systems call a file that somebody else has open: sharing violations, EWOULDBLOCK of Linux and of macOS.
    private static readonly int[] Taken = [unchecked((int)0x80070020), unchecked((int)0x80070021), 11, 35];

    /// <summary>Whether a file could not be opened because somebody else has it.</summary>
    public static bool IsTaken(IOException exception) => Taken.Contains(exception.HResult);

    /// <summary>Runs <paramref name="attempt"/> under the lock until it is true; false after a long bound.</summary>
    public bool TryEnter(Func<bool> attempt)
    {
        var began = Stopwatch.GetTimestamp();
        using var turn = Take(began);
        if (turn is null)
        {
            return false;
        }

        for (var tries = 0; !attempt(); tries++)
        {
            if (Stopwatch.GetElapsedTime(began) > Bound)
            {
                return false;
            }

            Pause(tries);
        }

        return true;
    }

    private static void Pause(int tries)
    {
        if (tries < Spins)
        {
            Thread.Yield();
        }
        else
        {
#pragma warning disable RS0030 // A file lock that another process holds gives no signal; this is the writer's own thread.
            Thread.Sleep(1);
#pragma warning restore RS0030
        }
    }

    private FileStream? Take(long began)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                // An open without sharing is an exclusive lock on every system; closing it, or dying, gives it back.
                return new FileStream(file.TurnPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 0);
            }
            catch (IOException exception) when (IsTaken(exception))
            {
                if (Stopwatch.GetElapsedTime(began) > Bound)
                {
                    return null;
                }

                Pause(tries);
            }
            catch (IOException exception)
            {
                throw file.Unavailable(exception.Message, exception);
            }
            catch (UnauthorizedAccessException exception)
            {
                throw file.ReadOnly(exception);
            }
        }
    }
}
