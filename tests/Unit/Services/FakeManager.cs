using System.Net.Sockets;
using System.Text;
using Xunit;

namespace Unit.Services;

/// <summary>The other end of a notify socket: a real one, as systemd opens it.</summary>
internal sealed class FakeManager : IDisposable
{
    private readonly Socket _socket;
    private readonly string? _path;

    public FakeManager(bool isAbstract)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Notify sockets are systemd's, and that is Linux.");
        var name = $"asyncps-{Guid.NewGuid():n}";
        _path = isAbstract ? null : Path.Combine(Path.GetTempPath(), name);
        Address = _path ?? "@" + name;
        _socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        _socket.Bind(new UnixDomainSocketEndPoint(_path ?? "\0" + name));
    }

    /// <summary>What NOTIFY_SOCKET would say.</summary>
    public string Address { get; }

    /// <summary>Reads messages until one has a line that begins like that, and gives all lines of that one.</summary>
    public async Task<IReadOnlyList<string>> HearAsync(string beginning)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(120));
        var buffer = new byte[4096];
        while (true)
        {
            var length = await _socket.ReceiveAsync(buffer, SocketFlags.None, limit.Token);
            var lines = Encoding.UTF8.GetString(buffer, 0, length).Split('\n');
            if (lines.Any(line => line.StartsWith(beginning, StringComparison.Ordinal)))
            {
                return lines;
            }
        }
    }

    /// <summary>Takes what has arrived and was not heard.</summary>
    public IReadOnlyList<string> Drain()
    {
        var lines = new List<string>();
        var buffer = new byte[4096];
        while (_socket.Available > 0)
        {
            lines.AddRange(Encoding.UTF8.GetString(buffer, 0, _socket.Receive(buffer)).Split('\n'));
        }

        return lines;
    }

    public void Dispose()
    {
        _socket.Dispose();
        if (_path is not null)
        {
            File.Delete(_path);
        }
    }
}
