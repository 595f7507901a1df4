using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace Unit.Catastrophes;

/// <summary>A disk in memory with little room. Skips the test where this account may not mount one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("asyncps-disk-");

    public SmallDisk(int kilobytes)
    {
        var isMounted = OperatingSystem.IsLinux()
            && Run("mount", "-t", "tmpfs", "-o", Size(kilobytes), "tmpfs", Path) == 0;
        if (!isMounted)
        {
            _folder.Delete();
        }

        Assert.SkipUnless(isMounted, "A small disk can be mounted on Linux only, and only by root.");
    }

    public string Path => _folder.FullName;

    private string Filler => System.IO.Path.Combine(Path, "filler");

    public void Resize(int kilobytes) =>
        Assert.Equal(0, Run("mount", "-o", $"remount,{Size(kilobytes)}", Path));

    /// <summary>Leaves no room at all.</summary>
    public void Fill()
    {
        using var filler = new FileStream(Filler, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        try
        {
            for (var block = new byte[4_096]; ;)
            {
                filler.Write(block);
            }
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    public void Empty() => File.Delete(Filler);

    public void Dispose()
    {
        // Also if somebody still has a file open on it.
        _ = Run("umount", "-l", Path);
        _folder.Delete();
    }

    private static string Size(int kilobytes) => string.Create(CultureInfo.InvariantCulture, $"size={kilobytes}k");

    private static int Run(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
