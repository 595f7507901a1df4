using Xunit;

[assembly: AssemblyFixture(typeof(Unit.Storage.Postgres.PostgresCluster))]

namespace Unit.Storage.Postgres;

/// <summary>The one server of a test run: started by the first test that needs it, stopped at the end.</summary>
public sealed class PostgresCluster : IDisposable
{
    /// <summary>Set by the continuous integration: there these tests may not be skipped.</summary>
    private const string DemandVariable = "ASYNCPS_REQUIRE_POSTGRES";

    private static readonly object Gate = new();
    private static PostgresServer? _server;

    /// <summary>Starts the server, or skips the test where there is none.</summary>
    internal static PostgresServer Require()
    {
        lock (Gate)
        {
            return _server ??= PostgresServer.Start(FindPrograms());
        }
    }

    /// <summary>The folder of the server's programs, for tests that need a server of their own.</summary>
    internal static string FindPrograms()
    {
        var programs = PostgresServer.FindPrograms();
        if (programs is null)
        {
            var why = "There are no programs of a PostgreSQL server on this machine (Debian: apt-get install postgresql); "
                + $"{PostgresServer.ProgramsVariable} may name their folder.";
            if (Environment.GetEnvironmentVariable(DemandVariable) == "1")
            {
                throw new InvalidOperationException(why);
            }

            Assert.Skip(why);
        }

        return programs;
    }

    public void Dispose()
    {
        lock (Gate)
        {
            _server?.Dispose();
            _server = null;
        }
    }
}
