using AsyncEngine.Calls;
using AsyncEngine.Storage;

namespace Unit.Calls;

/// <summary>Contexts of jobs that no dispatcher runs.</summary>
internal static class TestContexts
{
    public static JobContext New() => New(CancellationToken.None);

    public static JobContext New(CancellationToken token) =>
        new(null!, new OutputRecorder(new RunKey(1, 1), 1_000))
        {
            JobId = 1,
            Queue = "default",
            Attempt = 1,
            Dispatcher = Guid.Empty,
            Agent = "main",
            CancellationToken = token,
        };
}
