# What the tasks share. Dot-sourced by build.ps1; uses only what the pocket host has: the engine's commands, its
# stand-ins and .NET.

class BuildFailure : System.Exception {
    BuildFailure([string]$message) : base($message) {}
}

$Root = [IO.Path]::GetDirectoryName($PSScriptRoot)
$Out = [IO.Path]::Combine($Root, 'out')
$ModuleFolder = [IO.Path]::Combine($Out, 'AsyncPS')
$HostFolder = [IO.Path]::Combine($Out, 'host')
$InPocketHost = $Host.Name -eq 'AsyncHost'

# No telemetry, no banner, no server processes that outlive the build, and messages that can be read by a script.
$env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:DOTNET_NOLOGO = '1'
$env:DOTNET_CLI_UI_LANGUAGE = 'en'
$env:DOTNET_CLI_USE_MSBUILD_SERVER = '0'
$env:MSBUILDDISABLENODEREUSE = '1'
$env:UseSharedCompilation = 'false'

function Join-RootPath([string[]]$Part) {
    [IO.Path]::Combine([string[]](@($Root) + $Part))
}

function Write-Step([string]$Text) {
    Write-Host "==> $Text" -ForegroundColor Cyan
}

# Runs a step of the build: one line that says what and how long, its messages only when it fails.
function Invoke-DotNet([string]$What, [string[]]$Arguments) {
    $clock = [Diagnostics.Stopwatch]::StartNew()
    $lines = @(& dotnet @Arguments 2>&1 | ForEach-Object { "$_" })
    if ($LASTEXITCODE -ne 0) {
        $errors = @($lines | Where-Object { $_ -match '\berror\b' } | Sort-Object -Unique)
        Write-Host ((@($errors; $lines) | Select-Object -First ([Math]::Max($errors.Count, 60))) -join "`n")
        throw [BuildFailure]::new("$What (dotnet $($Arguments[0]) ended with exit code $LASTEXITCODE)")
    }

    Write-Host ('    {0,-44} {1,6:0.0} s' -f $What, $clock.Elapsed.TotalSeconds)
}

function Get-SourceFile([string[]]$Path) {
    foreach ($start in $Path) {
        $full = Join-RootPath $start
        if ([IO.File]::Exists($full)) {
            $full
        }
        elseif ([IO.Directory]::Exists($full)) {
            [IO.Directory]::EnumerateFiles($full, '*', 'AllDirectories') |
                Where-Object { $_ -notmatch '[\\/](bin|obj|TestResults)[\\/]' }
        }
    }
}

# Names, sizes and times of files, as one text: it changes when a file is added, removed, renamed or written.
function Get-Fingerprint([string[]]$Path) {
    $files = [string[]]@(Get-SourceFile $Path)
    [Array]::Sort($files, [StringComparer]::Ordinal)
    $text = foreach ($file in $files) {
        $info = [IO.FileInfo]::new($file)
        "$($file.Substring($Root.Length))|$($info.Length)|$($info.LastWriteTimeUtc.Ticks)"
    }
    [Convert]::ToHexString([Security.Cryptography.SHA256]::HashData([Text.Encoding]::UTF8.GetBytes($text -join "`n")))
}

# Runs the action unless it last succeeded on just these files and its product is still there.
function Invoke-WhenChanged([string]$Name, [string[]]$Source, [string]$Product, [scriptblock]$Action) {
    $stamp = [IO.Path]::Combine($Out, 'stamps', $Name)
    $fingerprint = Get-Fingerprint $Source
    $isThere = [IO.File]::Exists($Product)
    if ($isThere -and [IO.File]::Exists($stamp) -and [IO.File]::ReadAllText($stamp) -eq $fingerprint) {
        Write-Host ('    {0,-44} unchanged' -f $Name)
        return
    }

    [void][IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($stamp))
    [IO.File]::Delete($stamp)
    & $Action
    [IO.File]::WriteAllText($stamp, $fingerprint)
}

function Copy-Folder([string]$From, [string]$To, [scriptblock]$Where = { $true }) {
    foreach ($file in [IO.Directory]::EnumerateFiles($From, '*', 'AllDirectories')) {
        $relative = [IO.Path]::GetRelativePath($From, $file).Replace('\', '/')
        if ($relative | Where-Object $Where) {
            $target = [IO.Path]::Combine($To, $relative)
            [void][IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($target))
            [IO.File]::Copy($file, $target, $true)
        }
    }
}

function Remove-Folder([string]$Path) {
    if ([IO.Directory]::Exists($Path)) {
        [IO.Directory]::Delete($Path, $true)
    }
}

# The one place that has the version.
function Get-ProductVersion {
    $props = [xml][IO.File]::ReadAllText((Join-RootPath 'Directory.Build.props'))
    $version = $props.SelectSingleNode('/Project/PropertyGroup/Version')
    if (-not $version) {
        throw [BuildFailure]::new("Directory.Build.props has no <Version>.")
    }

    $version.InnerText
}

# The shell that runs scripts beside this one: pwsh beside pwsh, else the Release host that the build made. A child, so
# that the module's files are free again when it ends.
function Get-ChildShell {
    if ($InPocketHost) {
        $name = if ($IsWindows) { 'AsyncHost.exe' } else { 'AsyncHost' }
        [IO.Path]::Combine($HostFolder, $name)
    }
    else {
        [Environment]::ProcessPath
    }
}

function Invoke-ChildScript([string]$Script, [string[]]$Arguments) {
    & (Get-ChildShell) -NoProfile -NonInteractive -File $Script @Arguments
}
