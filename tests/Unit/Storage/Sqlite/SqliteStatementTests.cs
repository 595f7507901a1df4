using AsyncEngine.Jobs;
using AsyncEngine.Storage.Relational.Connections;
using AsyncEngine.Storage.Sqlite.Connections;
using Xunit;

namespace Unit.Storage.Sqlite;

public sealed class SqliteStatementTests : IDisposable
{
    private static readonly SqlText Echo = new("echo", "select @value, typeof(@value)");

    private readonly string _path = Path.GetTempFileName();
    private readonly SqliteDatabase _database;

    public SqliteStatementTests() => _database = SqliteDatabase.Open(_path, isShared: false);

    public static TheoryData<string> Texts =>
        ["", "plain", "größer 😀 日本語", "with a \0 in it", new string('é', 300), new string('x', 70_000)];

    public void Dispose()
    {
        _database.Dispose();
        File.Delete(_path);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_ComesBack_AsItWas(string text)
    {
        using var echo = _database.Use(Echo);
        echo.Bind("value", text);

        Assert.True(echo.Step());
        Assert.Equal(text, echo.GetText(0));
        Assert.Equal("text", echo.GetText(1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    public void Bytes_ComeBack_AsTheyWere_AndNoBytesAreNotNull(int length)
    {
        byte[] bytes = [.. Enumerable.Range(0, length).Select(index => (byte)index)];
        using var echo = _database.Use(Echo);
        echo.Bind("value", bytes.AsSpan());

        Assert.True(echo.Step());
        Assert.Equal(bytes, echo.GetPayload(0).Bytes.ToArray());
        Assert.Equal("blob", echo.GetText(1));
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(0)]
    [InlineData(long.MaxValue)]
    public void Number_ComesBack_AsItWas(long number)
    {
        using var echo = _database.Use(Echo);
        echo.Bind("value", number);

        Assert.True(echo.Step());
        Assert.Equal(number, echo.GetLong(0));
        Assert.False(echo.IsNull(0));
    }

    [Fact]
    public void Null_IsWhatIsNotBound_AlsoAfterAnotherUse()
    {
        using (var first = _database.Use(Echo))
        {
            first.Bind("value", 7);
            first.Step();
        }

        using var echo = _database.Use(Echo);
        echo.Bind("value", (string?)null);
        echo.Bind("value", Payload.Empty);

        Assert.True(echo.Step());
        Assert.True(echo.IsNull(0));
        Assert.Null(echo.GetTextOrNull(0));
        Assert.True(echo.GetPayload(0).IsEmpty);
    }

    /// <summary>Whoever still holds a statement of a connection that was closed is refused: nothing else happens.</summary>
    [Fact]
    public void Statement_IsRefused_AfterTheEndOfItsConnection()
    {
        var database = SqliteDatabase.Open(_path, isShared: false);
        var echo = database.Use(Echo);
        database.Dispose();

        Assert.ThrowsAny<Exception>(() => echo.Bind("value", 1));
        Assert.ThrowsAny<Exception>(() => echo.Step());
        echo.Dispose();
    }
}
