# Helpers for the test files: . $PSScriptRoot/Support/Common.ps1 in BeforeAll.

$Root = [IO.Path]::GetFullPath([IO.Path]::Combine($PSScriptRoot, '..', '..', '..'))
$ModulePath = [IO.Path]::Combine($Root, 'out', 'AsyncPS', 'AsyncPS.psd1')
$HostPath = [IO.Path]::Combine($Root, 'out', 'host', $(if ($IsWindows) { 'AsyncHost.exe' } else { 'AsyncHost' }))

# A path for a new store; nothing is there yet.
function New-StorePath {
    [IO.Path]::Combine($TestDrive, "$([Guid]::NewGuid().ToString('n')).db")
}

# The shell that these tests run in, for tests with a second process.
function Get-Shell {
    if ($Host.Name -eq 'AsyncHost') { $HostPath } else { [Environment]::ProcessPath }
}

# Writes a script into the test's folder and gives its path.
function New-Script([string]$Text) {
    $path = [IO.Path]::Combine($TestDrive, "$([Guid]::NewGuid().ToString('n')).ps1")
    [IO.File]::WriteAllText($path, $Text)
    $path
}

# Starts a process with its output and errors kept apart.
function Start-Child([string]$FilePath, [string[]]$ArgumentList, [hashtable]$Environment = @{}) {
    $start = [Diagnostics.ProcessStartInfo]::new($FilePath)
    foreach ($argument in $ArgumentList) { $start.ArgumentList.Add($argument) }
    foreach ($name in $Environment.Keys) { $start.Environment[$name] = $Environment[$name] }
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
    $process = [Diagnostics.Process]::Start($start)
    $process.StandardInput.Close()
    [pscustomobject]@{
        Process = $process
        Output = $process.StandardOutput.ReadToEndAsync()
        Error = $process.StandardError.ReadToEndAsync()
    }
}

# Waits for a started process to end: its exit code, output and errors. Kills it after the timeout, and fails.
function Complete-Child([object]$Child, [int]$TimeoutSeconds = 240) {
    if (-not $Child.Process.WaitForExit($TimeoutSeconds * 1000)) {
        $Child.Process.Kill($true)
        throw "The child process did not end within $TimeoutSeconds s. Its output: $($Child.Output.Result)$($Child.Error.Result)"
    }

    [pscustomobject]@{
        ExitCode = $Child.Process.ExitCode
        Output = $Child.Output.Result.ReplaceLineEndings("`n")
        Error = $Child.Error.Result.ReplaceLineEndings("`n")
    }
}

# Waits until jobs have left so many notes in a folder. Kills the dispatcher that does not bring it so far, and fails.
function Wait-Note([object]$Child, [string]$Folder, [int]$Count, [string]$Pattern = '*') {
    $limit = [Diagnostics.Stopwatch]::StartNew()
    while ([IO.Directory]::GetFiles($Folder, $Pattern).Count -lt $Count) {
        if ($Child.Process.HasExited -or $limit.Elapsed.TotalSeconds -gt 300) {
            $Child.Process.Kill()
            throw "A dispatcher did not bring $Count notes '$Pattern'. $($Child.Error.Result)"
        }

        Start-Sleep -Milliseconds 2
    }
}

# A shell in a runspace of its own, in this process. Its commands come from modules alone, as in the pocket host.
function New-Shell {
    [powershell]::Create([Management.Automation.Runspaces.InitialSessionState]::CreateDefault2())
}

# Runs text as a script in a shell of its own, with the arguments given.
function Invoke-Shell([string]$Text, [string[]]$ArgumentList = @(), [hashtable]$Environment = @{}) {
    Complete-Child (Start-Child (Get-Shell) (@('-NoProfile', '-File', (New-Script $Text)) + $ArgumentList) $Environment)
}

# Whether a process lives.
function Test-Alive([int]$Id) {
    try { -not [Diagnostics.Process]::GetProcessById($Id).HasExited } catch { $false }
}

# Waits until a process is gone, however it is related to this one.
function Wait-Gone([int]$Id, [int]$Seconds = 120) {
    $limit = [Diagnostics.Stopwatch]::StartNew()
    while ((Test-Alive $Id) -and -not (Test-Zombie $Id) -and $limit.Elapsed.TotalSeconds -lt $Seconds) {
        Start-Sleep -Milliseconds 20
    }

    -not (Test-Alive $Id) -or (Test-Zombie $Id)
}

# Dead, and nobody has asked yet how it ended: what an init that does not reap leaves.
function Test-Zombie([int]$Id) {
    $IsLinux -and [IO.File]::Exists("/proc/$Id/stat") -and [IO.File]::ReadAllText("/proc/$Id/stat") -match '\) Z '
}
