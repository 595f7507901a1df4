using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace Unit.Catastrophes;

/// <summary>
/// A machine with a network of its own (a namespace of Linux) and one link, to this one. The link can be cut: what is
/// sent then is lost, and no connection ends by that.
/// </summary>
internal sealed class Machine : IDisposable
{
    /// <summary>All such links are in it; it is set aside for tests of networks.</summary>
    public const string Network = "198.18.0.0/15";

    /// <summary>Set by the continuous integration: there these tests may not be skipped.</summary>
    private const string DemandVariable = "ASYNCPS_REQUIRE_NAMESPACES";

    private readonly string _name;
    private readonly string _here;

    private Machine(string name, int net)
    {
        _name = name;
        _here = name + "h";
        ServerAddress = Address(net, 1);
        Ip("netns", "add", _name);
        Ip("link", "add", _here, "type", "veth", "peer", "name", name + "t");
        Ip("link", "set", name + "t", "netns", _name);
        Ip("addr", "add", ServerAddress + "/30", "dev", _here);
        Ip("link", "set", _here, "up");
        Ip("-n", _name, "addr", "add", Address(net, 2) + "/30", "dev", name + "t");
        Ip("-n", _name, "link", "set", name + "t", "up");
        Ip("-n", _name, "link", "set", "lo", "up");
    }

    /// <summary>This machine's address at its end of the link.</summary>
    public string ServerAddress { get; }

    /// <summary>What starts a program there.</summary>
    public IReadOnlyList<string> Enter => ["ip", "netns", "exec", _name];

    /// <summary>Makes one; skips the test where that cannot be done.</summary>
    public static Machine Create()
    {
        SkipUnlessPossible();
        var net = Random.Shared.Next(1, 1 << 14);
        return new Machine(string.Create(CultureInfo.InvariantCulture, $"aps{net}"), net);
    }

    public void Cut() => Ip("link", "set", _here, "down");

    public void Mend() => Ip("link", "set", _here, "up");

    public void Dispose()
    {
        TryIp(out _, "netns", "del", _name);
        TryIp(out _, "link", "del", _here);
    }

    private static void SkipUnlessPossible()
    {
        var probe = string.Create(CultureInfo.InvariantCulture, $"apsprobe{Environment.ProcessId}");
        if (TryIp(out var why, "netns", "add", probe))
        {
            Ip("netns", "del", probe);
            if (TryIp(out why, "link", "add", "apsprobe", "type", "veth", "peer", "name", "apsprobet"))
            {
                Ip("link", "del", "apsprobe");
                return;
            }
        }

        Assert.False(Environment.GetEnvironmentVariable(DemandVariable) == "1", why);
        Assert.Skip($"A second machine needs Linux, root and the program ip (Debian: iproute2). {why}");
    }

    private static string Address(int net, int host) => string.Create(
        CultureInfo.InvariantCulture, $"198.18.{net * 4 / 256 % 256}.{(net * 4 % 256) + host}");

    private static void Ip(params string[] words) =>
        Assert.True(TryIp(out var why, words), $"ip {string.Join(' ', words)} failed: {why}");

    private static bool TryIp(out string why, params string[] words)
    {
        why = string.Empty;
        try
        {
            using var ip = Process.Start(new ProcessStartInfo("ip", words)
            {
                RedirectStandardOutput = true, RedirectStandardError = true,
            })!;
            why = ip.StandardError.ReadToEnd();
            ip.WaitForExit();
            return ip.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            why = exception.Message;
            return false;
        }
    }
}
