using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Xunit;

namespace Unit.Storage.Postgres;

/// <summary>A pool before the test run's server that gives each transaction another connection.</summary>
internal sealed class PgBouncer : IDisposable
{
    /// <summary>Set by the continuous integration: there these tests may not be skipped.</summary>
    private const string DemandVariable = "ASYNCPS_REQUIRE_PGBOUNCER";

    private readonly string _folder = Directory.CreateTempSubdirectory("asyncps-pool-").FullName;
    private readonly Process _process;

    private PgBouncer(string program, int serverPort, int size)
    {
        Port = PostgresServer.FreePort();
        File.WriteAllText(
            Path.Combine(_folder, "users"), "\"asyncps\" \"unused\"\n");
        var settings = Path.Combine(_folder, "settings");
        File.WriteAllText(settings, string.Create(CultureInfo.InvariantCulture, $"""
            [databases]
            postgres = host=127.0.0.1 port={serverPort}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {Port}
            unix_socket_dir =
            auth_type = any
            auth_file = {_folder}/users
            pool_mode = transaction
            default_pool_size = {size}
            ignore_startup_parameters = extra_float_digits
            [users]

            """).Replace("postgres = host=127.0.0.1", "postgres = user=asyncps host=127.0.0.1", StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows())
        {
            // The program does not run as root, so somebody else has to read them.
            const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
            foreach (var path in Directory.GetFiles(_folder))
            {
                File.SetUnixFileMode(path, Readable);
            }

            File.SetUnixFileMode(
                _folder,
                Readable | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute
                    | UnixFileMode.OtherExecute);
        }

        _process = Process.Start(Environment.UserName == "root"
            ? new ProcessStartInfo("setpriv", ["--reuid", "nobody", "--clear-groups", program, "-q", settings])
            : new ProcessStartInfo(program, ["-q", settings]))!;
        WaitUntilReady();
    }

    public int Port { get; }

    // The driver's own 15 seconds for a connection are too few for a machine whose disk stands still for a while.
    public string ConnectionString =>
        $"Host=127.0.0.1;Port={Port};Username=asyncps;Database=postgres;Timeout=120";

    /// <summary>Starts one, or skips the test where there is none.</summary>
    public static PgBouncer Start(PostgresServer server, int size = 20)
    {
        var program = ((string[])["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer"]).FirstOrDefault(File.Exists);
        if (program is null)
        {
            const string Why = "There is no pgbouncer on this machine (Debian: apt-get install pgbouncer).";
            Assert.False(Environment.GetEnvironmentVariable(DemandVariable) == "1", Why);
            Assert.Skip(Why);
        }

        return new PgBouncer(program, server.Port, size);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private void WaitUntilReady()
    {
        for (var began = Stopwatch.GetTimestamp(); ; Thread.Sleep(50))
        {
            Assert.False(_process.HasExited, "pgbouncer ended at once.");
            try
            {
                using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
                connection.Open();
                return;
            }
            catch (NpgsqlException) when (Stopwatch.GetElapsedTime(began) < TimeSpan.FromMinutes(2))
            {
                // Not yet.
            }
        }
    }
}
