#Requires -Version 7.4
<#
.SYNOPSIS
Lists the files below a folder with size and SHA-256 in a CSV file, one durable job per file.

.DESCRIPTION
One job per file computes its hash, at most -Readers of them at once (a quota). A file that cannot be read fails its
own job, with the reason; the others finish. A closing job writes the CSV from the results in the store.

Stop it, kill it, run it again: it goes on where it was. Files that were done are not read again, and none is listed
twice. With -RetryFailed, failed files are tried anew.

.EXAMPLE
./examples/File-Inventory.ps1 -Path ./src -Csv ./inventory.csv
#>
[CmdletBinding()]
param(
    # The folder. Default: the .NET SDK's own.
    [string] $Path,

    # Where the list is written.
    [string] $Csv = './file-inventory.csv',

    # The store that remembers what is done. Default: beside the list.
    [string] $Store,

    # How many files may be read at once, in all processes.
    [int] $Readers = 2,

    # How many jobs this process runs at once.
    [int] $Size = 3,

    # Try again what failed before.
    [switch] $RetryFailed,

    # Also list a file that is gone before its job runs, to see a failure.
    [switch] $WithVanishedFile
)

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest

$here = $ExecutionContext.SessionState.Path
$Csv = $here.GetUnresolvedProviderPathFromPSPath($Csv)
if (-not $Store) { $Store = [IO.Path]::ChangeExtension($Csv, '.jobs.db') }
if ($Path) {
    $Path = $here.GetUnresolvedProviderPathFromPSPath($Path)
} else {
    $dotnet = [IO.Path]::GetFullPath("$([Runtime.InteropServices.RuntimeEnvironment]::GetRuntimeDirectory())../../..")
    $Path = if ([IO.Directory]::Exists("$dotnet/sdk")) { "$dotnet/sdk" } else { $PSHOME }
}

# 1. The store, a queue, and the quota that keeps the disk usable for others.
Connect-AsyncStore $Store
if (-not (Get-AsyncQueue inventory -ErrorAction Ignore)) {
    New-AsyncQueue inventory -Description 'One job per file' | Out-Null
}
if (-not (Get-AsyncQuota disk-readers -Queue inventory -ErrorAction Ignore)) {
    New-AsyncQuota disk-readers -Queue inventory -Size $Readers | Out-Null
}
Set-AsyncQuota disk-readers -Queue inventory -Size $Readers

# 2. What is new? A job's name is its file, so the store itself knows what was listed before.
if ($RetryFailed) {
    Get-AsyncJob -Queue inventory -Tag file -Outcome Failed | Remove-AsyncJob
}
$known = [Collections.Generic.HashSet[string]]::new([StringComparer]::Ordinal)
foreach ($job in Get-AsyncJob -Queue inventory -Tag file) { [void] $known.Add($job.Name) }
$all = [IO.EnumerationOptions]@{ RecurseSubdirectories = $true; AttributesToSkip = 'None'; IgnoreInaccessible = $false }
$files = [IO.Directory]::GetFiles($Path, '*', $all) | ForEach-Object { [IO.Path]::GetRelativePath($Path, $_) }
if ($WithVanishedFile) { $files = @('vanished-before-it-was-read.txt') + $files }
$new = @($files | Where-Object { -not $known.Contains($_) })
"$Path has $($files.Count) files, $($new.Count) of them new."

# 3. One job per file. The whole pipeline is one batch: after a crash either all of them are there or none.
if ($new) {
    $new | Add-AsyncJob -Queue inventory -Name { $_ } -Tag file -Quota disk-readers {
        param([string] $file)
        $stream = [IO.File]::OpenRead([IO.Path]::Combine($using:Path, $file))
        try {
            [pscustomobject]@{
                Path   = $file
                Size   = $stream.Length
                Sha256 = [Convert]::ToHexString([Security.Cryptography.SHA256]::HashData($stream))
            }
        } finally {
            $stream.Dispose()
        }
    } | Out-Null
}

# 4. Run until nothing is left. A dispatcher that was killed is missed after five seconds, and its jobs go on here.
$clock = [Diagnostics.Stopwatch]::StartNew()
Start-AsyncDispatcher -Queue inventory -Size $Size -Drain -PingInterval 1s -DeathInterval 5s
$seconds = $clock.Elapsed.TotalSeconds

# 5. A closing job writes the list: beside the old one first, then in one step over it.
$closing = Add-AsyncJob -Queue inventory -Name 'Write the list' -Tag closing -ArgumentList $Csv {
    param([string] $csv)
    $lines = [Collections.Generic.List[string]]::new()
    foreach ($job in Get-AsyncJob -Queue inventory -Tag file -Outcome Succeeded) {
        $row = $job.Result
        $lines.Add("`"$($row.Path.Replace('"', '""'))`",$($row.Size),$($row.Sha256)")
    }
    $lines.Sort([StringComparer]::Ordinal)
    $lines.Insert(0, 'Path,Size,Sha256')
    [IO.File]::WriteAllLines("$csv.new", $lines)
    [IO.File]::Move("$csv.new", $csv, $true)
    $lines.Count - 1
}
Start-AsyncDispatcher -Queue inventory -Size 1 -Drain -PingInterval 1s -DeathInterval 5s
$listed = $closing | Receive-AsyncJob

# 6. What happened?
Get-AsyncJob -Queue inventory -First 6
$failed = @(Get-AsyncJob -Queue inventory -Tag file -Outcome Failed)
if ($failed) {
    "Failed: $($failed.Count)"
    foreach ($job in $failed) { "  $($job.Name): $($job.Error.Message)" }
}
"Listed $listed files in $Csv."
if ($new) { '{0} jobs in {1:n1} s: {2:n0} jobs/s' -f $new.Count, $seconds, ($new.Count / $seconds) }
