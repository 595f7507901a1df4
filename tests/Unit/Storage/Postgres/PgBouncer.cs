using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Xunit;

namespace Unit.Storage.Postgres;

/// <summary>A pool before the test run's server.</summary>
internal sealed class PgBouncer : IDisposable
{
    /// <summary>Set by the continuous integration: there these tests may not be skipped.</summary>
    private const string DemandVariable = "ASYNCPS_REQUIRE_PGBOUNCER";

    private readonly string _folder = Directory.CreateTempSubdirectory("asyncps-pool-").FullName;
    private readonly Process _process;

    private PgBouncer(string program, int serverPort, string mode, int size, string more)
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
            pool_mode = {mode}
            default_pool_size = {size}
            ignore_startup_parameters = extra_float_digits
            {more}
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

    public string ConnectionString => $"Host=127.0.0.1;Port={Port};Username=asyncps;Database=postgres";

    /// <summary>Starts one, or skips the test where there is none.</summary>
    /// <param name="server">The server behind it.</param>
    /// <param name="mode">For how long a client keeps a connection to the server: <c>session</c> or <c>transaction</c>.</param>
    /// <param name="size">How many connections to the server there may be.</param>
    /// <param name="more">More settings.</param>
    public static PgBouncer Start(PostgresServer server, string mode = "transaction", int size = 20, string more = "")
    {
        var program = ((string[])["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer"]).FirstOrDefault(File.Exists);
        if (program is null)
        {
            const string Why = "There is no pgbouncer on this machine (Debian: apt-get install pgbouncer).";
            Assert.False(Environment.GetEnvironmentVariable(DemandVariable) == "1", Why);
            Assert.Skip(Why);
        }

        return new PgBouncer(program, server.Port, mode, size, more);
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
