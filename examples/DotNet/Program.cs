using AsyncEngine;
using AsyncEngine.Dispatching;
using AsyncEngine.Jobs;
using DotNetExample;

// dotnet run --project examples/DotNet [path of a store]
// With a path the store stays: run it again, or look at it from PowerShell with Get-AsyncJob -Store <path>.
var folder = args.Length == 0 ? Directory.CreateTempSubdirectory("asyncengine-") : null;
try
{
    await RunAsync(args.Length == 0 ? Path.Combine(folder!.FullName, "jobs.db") : args[0]);
}
finally
{
    folder?.Delete(recursive: true);
}

static async Task RunAsync(string path)
{
    await using var store = AsyncStore.Open(path);
    var queue = store.Queue();
    await EnsureQuotaAsync(queue, "database", size: 2);

    Console.WriteLine("Adding jobs");
    var reports = new List<Job>();
    foreach (var region in new[] { "north", "south", "east", "west", "atlantis" })
    {
        reports.Add(await queue.AddAsync(() => Reports.BuildAsync(region, default), new JobOptions
        {
            Name = region,
            Quotas = ["database"],
            Callbacks = [JobCallback.On<Report>(report => Mail.Announce(report), error => Mail.Complain(error))],
        }));
    }

    var mail = await queue.AddAsync(() => Mail.Send("anna@example.org", null!), new JobOptions
    {
        Name = "mail",
        MaxAttempts = 3,
        RetryDelay = TimeSpan.FromMilliseconds(100),
    });
    Console.WriteLine($"  {reports.Count + 1} are on the disk; {await mail.ExplainAsync()}");

    Console.WriteLine("Running them, at most two reports at once");
    await using var dispatcher = new Dispatcher(store, new DispatcherOptions { Agents = [new AgentOptions { Size = 4 }] });
    await dispatcher.StartAsync();
    foreach (var job in reports.Append(mail))
    {
        await job.WaitAsync(TimeSpan.FromMinutes(1));
    }

    Console.WriteLine("Results");
    foreach (var job in reports)
    {
        Console.WriteLine($"  {job.Name,-10} {Describe(job)}");
    }

    Console.WriteLine($"  {mail.Name,-10} {mail.Result<string>()}");
}

static string Describe(Job job)
{
    try
    {
        var report = job.Result<Report>()!; // the method always returns one
        return $"total {report.Total}, best month {report.Best}";
    }
    catch (JobFailedException failure)
    {
        return $"{failure.Outcome}: {failure.Error.Message}";
    }
}

static async Task EnsureQuotaAsync(JobQueue queue, string name, int size)
{
    try
    {
        await queue.CreateQuotaAsync(name, size);
    }
    catch (AsyncEngineException error) when (error.ErrorId == ErrorIds.QuotaExists)
    {
        await queue.ResizeQuotaAsync(name, size);
    }
}
