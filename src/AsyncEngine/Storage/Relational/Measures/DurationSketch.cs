using System.Numerics;
using System.Runtime.InteropServices;

namespace AsyncEngine.Storage.Relational.Measures;

/// <summary>
/// Collects durations: exactly up to a number of them, then in buckets that are at most 1 % wide, so that a million jobs
/// need no more memory than ten thousand. Microseconds.
/// </summary>
internal sealed class DurationSketch
{
    /// <summary>How many are kept one by one.</summary>
    public const int MostExact = 10_000;

    private const int Bits = 7;
    private const int Steps = 1 << Bits;

    private readonly List<long> _values = [];
    private long[]? _buckets;
    private long _count;
    private decimal _sum;
    private (long Value, long Job) _shortest = (long.MaxValue, 0);
    private (long Value, long Job) _longest = (-1, 0);

    /// <summary>Adds a duration; one below zero, of clocks that disagree, counts as zero.</summary>
    public void Add(long duration, long job)
    {
        duration = Math.Max(0, duration);
        _count++;
        _sum += duration;
        _shortest = duration < _shortest.Value ? (duration, job) : _shortest;
        _longest = duration > _longest.Value ? (duration, job) : _longest;
        if (_buckets is null)
        {
            _values.Add(duration);
            if (_values.Count > MostExact)
            {
                Pour();
            }
        }
        else
        {
            _buckets[BucketOf(duration)]++;
        }
    }

    public DurationStatistics Read()
    {
        if (_count == 0)
        {
            return new DurationStatistics();
        }

        CollectionsMarshal.AsSpan(_values).Sort();
        return new DurationStatistics
        {
            Count = _count,
            Shortest = Moment.ToDuration(_shortest.Value),
            ShortestJob = _shortest.Job,
            Longest = Moment.ToDuration(_longest.Value),
            LongestJob = _longest.Job,
            Average = Moment.ToDuration((long)(_sum / _count)),
            P50 = Moment.ToDuration(Percentile(50)),
            P95 = Moment.ToDuration(Percentile(95)),
            P99 = Moment.ToDuration(Percentile(99)),
        };
    }

    private static int BucketOf(long value)
    {
        if (value < Steps)
        {
            return (int)value;
        }

        var shift = BitOperations.Log2((ulong)value) - Bits;
        return ((shift + 1) << Bits) + (int)((value >> shift) & (Steps - 1));
    }

    /// <summary>The largest value of a bucket.</summary>
    private static long EndOf(int bucket)
    {
        if (bucket < Steps)
        {
            return bucket;
        }

        var shift = (bucket >> Bits) - 1;
        return (((bucket & (Steps - 1)) + (long)Steps + 1) << shift) - 1;
    }

    private void Pour()
    {
        _buckets = new long[BucketOf(long.MaxValue) + 1];
        foreach (var value in _values)
        {
            _buckets[BucketOf(value)]++;
        }

        _values.Clear();
    }

    /// <summary>The nearest rank: the smallest value that so many of a hundred do not exceed.</summary>
    private long Percentile(int percent)
    {
        var rank = ((_count * percent) + 99) / 100;
        if (_buckets is null)
        {
            return _values[(int)rank - 1];
        }

        var bucket = 0;
        for (var passed = _buckets[0]; passed < rank; passed += _buckets[bucket])
        {
            bucket++;
        }

        return Math.Clamp(EndOf(bucket), _shortest.Value, _longest.Value);
    }
}
