using AsyncEngine.Jobs;
using AsyncEngine.Storage.Postgres.Connections;
using Xunit;

namespace Unit.Storage.Postgres;

/// <summary>Connection strings and URLs, and that no secret is in what is shown.</summary>
public sealed class PostgresAddressTests
{
    [Theory]
    [InlineData("Host=db1;Database=work;Username=u;Password=s3cret", "postgres://db1:5432/work?schema=asyncps")]
    [InlineData("postgres://u:s3cret@db1/work", "postgres://db1:5432/work?schema=asyncps")]
    [InlineData("postgresql://u:s3cret@db1:6000/work?schema=jobs", "postgres://db1:6000/work?schema=jobs")]
    [InlineData("host=db1,db2;schema='my jobs';password=s3cret;username=u", "postgres://db1,db2:5432/u?schema=my jobs")]
    public void Location_HasNoSecret(string text, string location) =>
        Assert.Equal(location, PostgresAddress.Parse(text, null).Location);

    [Fact]
    public void Url_IsReadWhole()
    {
        var settings = PostgresAddress.Parse(
            "postgres://me%40here:p%3Bw@db1:6000/my%20db?sslmode=verify-full&application_name=x", null).Settings;

        Assert.Equal("me@here", settings.Username);
        Assert.Equal("p;w", settings.Password);
        Assert.Equal("my db", settings.Database);
        Assert.Equal(Npgsql.SslMode.VerifyFull, settings.SslMode);
        Assert.Equal("x", settings.ApplicationName);
    }

    [Fact]
    public void Address_HasOurDefaults_AsFarAsItSaysNothing()
    {
        var silent = PostgresAddress.Parse("Host=db1", null);
        var loud = PostgresAddress.Parse("Host=db1;Max Auto Prepare=0;Command Timeout=7;Timeout=8;Keepalive=9", null);

        Assert.Equal((200, 120, 15, 30), Of(silent.Settings));
        Assert.Equal((0, 7, 8, 9), Of(loud.Settings));
        Assert.False(silent.SaysHowMuchToPrepare);
        Assert.True(loud.SaysHowMuchToPrepare);

        static (int Prepare, int Command, int Connect, int KeepAlive) Of(Npgsql.NpgsqlConnectionStringBuilder settings) =>
            (settings.MaxAutoPrepare, settings.CommandTimeout, settings.Timeout, settings.KeepAlive);
    }

    [Theory]
    [InlineData("Host=db1;Pasword=s3cret")]
    [InlineData("Host=db1;Port=s3cret")]
    [InlineData("postgres://u:s3cret@db1:port/x")]
    [InlineData("postgres://db1/x?pasword=s3cret")]
    [InlineData("Database=s3cret")]
    public void UnreadableAddress_IsRefused_WithoutShowingIt(string text)
    {
        var refusal = Assert.Throws<AsyncEngineException>(() => PostgresAddress.Parse(text, null));

        Assert.Equal(ErrorIds.ArgumentInvalid, refusal.ErrorId);
        Assert.DoesNotContain("s3cret", refusal.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("pg_jobs")]
    [InlineData("a\0b")]
    [InlineData("x234567890123456789012345678901234567890123456789012345678901234")]
    public void Schema_IsRefused_ThatTheServerWouldNotTake(string schema) => Assert.Equal(
        ErrorIds.ArgumentInvalid,
        Assert.Throws<AsyncEngineException>(() => PostgresAddress.Parse("Host=db1", schema)).ErrorId);
}
