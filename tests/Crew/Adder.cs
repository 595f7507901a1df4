using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using AsyncEngine;
using AsyncEngine.Jobs;

namespace Crew;

/// <summary>
/// Adds jobs one by one and says the id of each as soon as it is stored. Refused, it says why, and tries the same job
/// again when it is told to go. With <c>step=yes</c> it waits for that word before each job; with <c>twice=yes</c> it has
/// the store open twice.
/// </summary>
internal sealed class Adder(CrewOptions options)
{
    private readonly int _first = options.Number("first", 0);
    private readonly int _count = options.Number("count", 1);
    private readonly int _ballast = options.Number("ballast", 0);
    private readonly List<TimeSpan> _latencies = [];
    private readonly List<long> _stamps = [];

    public async Task RunAsync()
    {
        await using var store = AsyncStore.Open(options.Store);
        await using var again = options.Is("twice") ? AsyncStore.Open(options.Store) : null;
        Stage.Say("ready");
        for (var number = _first; number < _first + _count; number++)
        {
            if (number == _first || options.Is("step"))
            {
                await Stage.Orders.WaitForAsync("go");
            }

            await AddPatientlyAsync(store.Queue(), number);
        }

        SayLatencies();
        Stage.Say(string.Create(CultureInfo.InvariantCulture, $"times {_stamps[(_count - 1) / 4]} {_stamps[^1]}"));
    }

    private async Task AddPatientlyAsync(JobQueue queue, int number)
    {
        while (true)
        {
            try
            {
                var began = Stopwatch.GetTimestamp();
                var job = await AddAsync(queue, number);
                _latencies.Add(Stopwatch.GetElapsedTime(began));
                _stamps.Add(Stopwatch.GetTimestamp());
                Stage.Say($"added {number} {job.Id}");
                return;
            }
            catch (AsyncEngineException exception)
            {
                Stage.Say($"refused {exception.ErrorId} {exception.Message}");
                await Stage.Orders.WaitForAsync("go");
            }
        }
    }

    private Task<Job> AddAsync(JobQueue queue, int number)
    {
        if (_ballast == 0)
        {
            return queue.AddAsync(() => Work.Note(number));
        }

        var ballast = RandomNumberGenerator.GetBytes(_ballast);
        return queue.AddAsync(() => Work.Carry(number, ballast));
    }

    private void SayLatencies()
    {
        _latencies.Sort();
        string Milliseconds(double share) => _latencies[(int)(share * (_latencies.Count - 1))]
            .TotalMilliseconds.ToString("F2", CultureInfo.InvariantCulture);
        Stage.Say($"latencies {Milliseconds(0.5)} {Milliseconds(0.99)} {Milliseconds(1)}");
    }
}
