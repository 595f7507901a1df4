namespace Unit.Scripting;

/// <summary>A module in a folder of its own, with one function, <c>Get-Probe</c>, that tells when it is imported.</summary>
internal sealed class ProbeModule : IDisposable
{
    // The module's own way to say so.
    private readonly string _key = $"probe-{Guid.NewGuid():N}";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("asyncps-probe-");

    /// <param name="onImport">Called on the thread that imports it.</param>
    /// <param name="body">What it does then.</param>
    public ProbeModule(Action onImport, string body = "")
    {
        AppDomain.CurrentDomain.SetData(_key, onImport);
        File.WriteAllText(
            Path.Combine(_folder.FullName, "Probe.psm1"),
            $"[AppDomain]::CurrentDomain.GetData('{_key}').Invoke(); {body}\nfunction Get-Probe {{ 'probed' }}");
        File.WriteAllText(
            Manifest,
            "@{ RootModule = 'Probe.psm1'; ModuleVersion = '1.0'; FunctionsToExport = 'Get-Probe'; AliasesToExport = @() }");
    }

    public string Manifest => Path.Combine(_folder.FullName, "Probe.psd1");

    public void Dispose()
    {
        AppDomain.CurrentDomain.SetData(_key, null);
        _folder.Delete(recursive: true);
    }
}
