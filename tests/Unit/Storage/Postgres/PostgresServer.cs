using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Unit.Storage.Postgres;

/// <summary>
/// A PostgreSQL server of its own in a temporary folder, on loopback, with the settings that it comes with. It ends with
/// the process that started it, however that ends.
/// </summary>
public sealed class PostgresServer : IDisposable
{
    /// <summary>A folder with the server's programs, for machines where they are not found by themselves.</summary>
    public const string ProgramsVariable = "ASYNCPS_POSTGRES_BIN";

    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(5);

    private readonly string _programs;
    private readonly string _folder;
    private Process? _server;

    // Also for machines of this network; null = only for this machine.
    private readonly string? _network;

    private PostgresServer(string programs, string? network)
    {
        _programs = programs;
        _network = network;
        _folder = Directory.CreateTempSubdirectory("asyncps-pg-").FullName;
        Port = FreePort();
    }

    public int Port { get; }

    /// <summary>Of a user that owns everything and is not asked for a password, which would cost time.</summary>
    public string ConnectionString => ConnectionStringFor("asyncps", "unused");

    private static bool IsRoot => !OperatingSystem.IsWindows() && Environment.UserName == "root";

    /// <summary>The folder of the server's programs; null where there are none.</summary>
    public static string? FindPrograms()
    {
        var named = Environment.GetEnvironmentVariable(ProgramsVariable);
        var debian = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(folder => folder + "/bin")
            : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator);
        return (string.IsNullOrEmpty(named) ? debian.Concat(path) : [named])
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));
    }

    /// <summary>Makes a cluster and starts its server.</summary>
    public static PostgresServer Start(string programs, string? network = null)
    {
        var server = new PostgresServer(programs, network);
        server.Create();
        server.Run();
        return server;
    }

    /// <summary>Starts another server that follows this one and takes over when it is promoted.</summary>
    public PostgresServer StartStandby()
    {
        var standby = new PostgresServer(_programs, _network);
        standby.Own();
        Require(Command(
            Path.Combine(_programs, "pg_basebackup"),
            [
                "-D", Path.Combine(standby._folder, "data"), "-R", "-X", "stream", "-c", "fast", "--no-sync",
                "-h", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture), "-U", "asyncps",
            ],
            redirect: false));
        File.AppendAllText(
            Path.Combine(standby._folder, "data", "postgresql.conf"),
            string.Create(CultureInfo.InvariantCulture, $"\nport = {standby.Port}\n"));
        standby.Run();
        return standby;
    }

    /// <summary>Makes a standby the server that is written to.</summary>
    public void Promote() => Require(Command(
        Path.Combine(_programs, "pg_ctl"), ["promote", "-w", "-D", Path.Combine(_folder, "data")], redirect: false));

    public string ConnectionStringFor(string user, string password) =>
        $"Host=127.0.0.1;Port={Port};Username={user};Password=\"{password}\";Database=postgres";

    /// <summary>Ends the server as a power cut would.</summary>
    public void Kill() => Stop("-QUIT");

    /// <summary>Starts the server again on the same data and port.</summary>
    public void Run()
    {
        var data = Path.Combine(_folder, "data");
        // The shell ends the server when its own input ends, which it does when this process is gone.
        var script = $"""
            '{_programs}/postgres' -D '{data}' >>'{_folder}/log' 2>&1 &
            server=$!
            echo $server >'{_folder}/pid'
            cat >/dev/null
            kill -QUIT $server 2>/dev/null
            wait $server
            """;
        _server = Process.Start(Command("sh", ["-c", script], redirect: true))!;
        WaitUntilReady();
    }

    /// <summary>Shuts the server down, disconnecting everybody.</summary>
    public void Stop(string signal = "-INT")
    {
        var pid = File.ReadAllText(Path.Combine(_folder, "pid")).Trim();
        using (var kill = Process.Start("kill", [signal, pid]))
        {
            kill.WaitForExit();
        }

        while (Directory.Exists($"/proc/{pid}"))
        {
            Thread.Sleep(20);
        }

        _server?.StandardInput.Close();
        _server?.WaitForExit();
        _server?.Dispose();
        _server = null;
    }

    public void Dispose()
    {
        if (_server is not null)
        {
            Stop("-QUIT");
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A port of this machine that nobody listens on.</summary>
    public static int FreePort()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        return port;
    }

    private static ProcessStartInfo Command(string program, IEnumerable<string> arguments, bool redirect)
    {
        // The server's programs refuse to run as root.
        var start = IsRoot
            ? new ProcessStartInfo("setpriv", ["--reuid", User(), "--clear-groups", program, .. arguments])
            : new ProcessStartInfo(program, arguments);
        start.RedirectStandardInput = redirect;
        start.RedirectStandardOutput = !redirect;
        start.RedirectStandardError = !redirect;
        start.WorkingDirectory = "/";
        return start;
    }

    private static string User() =>
        File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal))
            ? "postgres"
            : "nobody";

    private static void Require(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{start.FileName} failed: {output.GetAwaiter().GetResult()}{error}");
        }
    }

    private void Own()
    {
        if (IsRoot)
        {
            Require(new ProcessStartInfo("chown", [User(), _folder])
            {
                RedirectStandardOutput = true, RedirectStandardError = true,
            });
        }
    }

    private void Create()
    {
        Own();
        var data = Path.Combine(_folder, "data");
        Require(Command(
            Path.Combine(_programs, "initdb"),
            ["-D", data, "-U", "asyncps", "-A", "trust", "-E", "UTF8", "--locale", "C.UTF-8", "--no-sync"],
            redirect: false));
        File.AppendAllText(
            Path.Combine(data, "postgresql.conf"),
            string.Create(
                CultureInfo.InvariantCulture,
                $"\nlisten_addresses = '{(_network is null ? "127.0.0.1" : "*")}'\nport = {Port}\nunix_socket_directories = ''\n"));
        File.WriteAllText(
            Path.Combine(data, "pg_hba.conf"),
            "host all asyncps 127.0.0.1/32 trust\nhost replication asyncps 127.0.0.1/32 trust\n"
                + "host all all 127.0.0.1/32 scram-sha-256\n"
                + (_network is null ? string.Empty : $"host all asyncps {_network} trust\n"));
    }

    private void WaitUntilReady()
    {
        var began = Stopwatch.GetTimestamp();
        while (!IsReady())
        {
            if (Stopwatch.GetElapsedTime(began) > StartLimit)
            {
                throw new TimeoutException("The server does not start: " + File.ReadAllText(Path.Combine(_folder, "log")));
            }

            Thread.Sleep(50);
        }
    }

    private bool IsReady()
    {
        using var ready = Process.Start(Command(
            Path.Combine(_programs, "pg_isready"),
            ["-q", "-h", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture), "-U", "asyncps"],
            redirect: false))!;
        ready.WaitForExit();
        return ready.ExitCode == 0;
    }
}
