using System.Diagnostics;
using System.Runtime.InteropServices;
using Xunit;
using Xunit.Sdk;

namespace Unit.Catastrophes;

/// <summary>Another process of a test: started, listened to, ordered, killed, frozen.</summary>
internal sealed class CrewProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = Scene.Patience;

    private readonly Process _process;
    private readonly CancellationToken _token;
    private readonly Task _listening;
    private readonly Lock _gate = new();

    // Guarded by the gate.
    private readonly List<string> _lines = [];
    private TaskCompletionSource _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isSilent;

    private CrewProcess(string name, Process process, CancellationToken token)
    {
        Name = name;
        _process = process;
        _token = token;
        _listening = Task.WhenAll(ListenAsync(process.StandardOutput), ListenAsync(process.StandardError));
        _ = _listening.ContinueWith(_ => Hear(null), TaskScheduler.Default);
    }

    public string Name { get; }

    public int Id => _process.Id;

    /// <summary>When it was dead for sure, on the clock of the journals; null while it lives.</summary>
    public long? DiedAt { get; private set; }

    /// <param name="name">Its name in the test.</param>
    /// <param name="arguments">Its command line.</param>
    /// <param name="token">Ends all waiting.</param>
    /// <param name="through">The program that starts it, with its arguments; empty = none.</param>
    public static CrewProcess Start(
        string name, IEnumerable<string> arguments, CancellationToken token, params IReadOnlyList<string> through)
    {
        IReadOnlyList<string> words = [.. through, DotNet()];
        var start = new ProcessStartInfo(words[0], words.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Crew.dll"));
        foreach (var argument in arguments.Append($"name={name}"))
        {
            start.ArgumentList.Add(argument);
        }

        return new CrewProcess(name, Process.Start(start)!, token);
    }

    /// <summary>
    /// Waits until it has said so many lines that begin like that, and gives the last of them. As long as it says
    /// anything it is not hung.
    /// </summary>
    public async Task<string> HearAsync(string beginning, int times = 1)
    {
        for (int position = 0, found = 0; ;)
        {
            Task heard;
            lock (_gate)
            {
                for (; position < _lines.Count; position++)
                {
                    if (_lines[position].StartsWith(beginning, StringComparison.Ordinal) && ++found == times)
                    {
                        return _lines[position];
                    }
                }

                heard = _isSilent ? throw Missed(beginning, times, found) : _heard.Task;
            }

            try
            {
                await heard.WaitAsync(Patience, _token);
            }
            catch (TimeoutException)
            {
                throw Missed(beginning, times, found);
            }
        }
    }

    /// <summary>What it said so far, of the lines that begin like that.</summary>
    public IReadOnlyList<string> Heard(string beginning)
    {
        lock (_gate)
        {
            return [.. _lines.Where(line => line.StartsWith(beginning, StringComparison.Ordinal))];
        }
    }

    public void Order(string order)
    {
        _process.StandardInput.WriteLine(order);
        _process.StandardInput.Flush();
    }

    /// <summary>Orders, and waits for the answer to it.</summary>
    public Task<string> OrderAsync(string order, string answer)
    {
        var times = Heard(answer).Count + 1;
        Order(order);
        return HearAsync(answer, times);
    }

    /// <summary><c>kill -9</c>, and its end.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await ExitAsync();
    }

    /// <summary>Stops all its threads where they are.</summary>
    public void Freeze()
    {
        Signals.Send(Id, Signals.Stop);
        if (OperatingSystem.IsLinux())
        {
            // The signal is obeyed by each thread on its own; there is nothing that could be waited for.
            Assert.True(SpinWait.SpinUntil(IsStopped, Patience), $"{Name} did not freeze.");
        }
    }

    public void Thaw() => Signals.Send(Id, Signals.Continue);

    public void Terminate() => Signals.Send(Id, Signals.Terminate);

    /// <summary>Waits for its end and gives its exit code.</summary>
    public async Task<int> ExitAsync()
    {
        var end = _process.WaitForExitAsync(_token);
        while (!end.IsCompleted)
        {
            var heard = NextLine();
            if (await Task.WhenAny(end, heard, Task.Delay(Patience, _token)) is var first && first != end && first != heard)
            {
                throw new XunitException($"{Name} did not end. {Transcript()}");
            }
        }

        await end;
        DiedAt ??= Stopwatch.GetTimestamp();
        await _listening;
        return _process.ExitCode;
    }

    /// <summary>Its last words.</summary>
    public string Transcript()
    {
        lock (_gate)
        {
            return $"The last of {_lines.Count} lines of {Name}:\n  {string.Join("\n  ", _lines.TakeLast(8))}";
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
    }

    // The one that runs this test: there may be others, or none on the path.
    internal static string DotNet()
    {
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        return Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
    }

    private Task NextLine()
    {
        lock (_gate)
        {
            return _isSilent ? Task.Delay(Timeout.Infinite, _token) : _heard.Task;
        }
    }

    private bool IsStopped() => Directory.GetDirectories($"/proc/{Id}/task")
        .All(thread => File.ReadAllText(Path.Combine(thread, "stat")).Split(") ")[^1][0] == 'T');

    private XunitException Missed(string beginning, int times, int found) =>
        new($"{Name} did not say '{beginning}' {times} times, but {found} times. {Transcript()}");

    private async Task ListenAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            Hear(line);
        }
    }

    private void Hear(string? line)
    {
        TaskCompletionSource heard;
        lock (_gate)
        {
            heard = _heard;
            _heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _isSilent = line is null;
            if (line is not null)
            {
                _lines.Add(line);
            }
        }

        heard.SetResult();
    }
}
