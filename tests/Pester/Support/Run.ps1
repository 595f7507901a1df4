#Requires -Version 7.4
# Runs one Pester file and writes 'passed failed skipped' to a file: with Pester 5 where it is installed, else with
# MiniPester, which knows just what the files here use.
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string]$Path,
    [Parameter(Mandatory)] [string]$CountFile,
    [switch]$Mini
)

$pester = if (-not $Mini -and $Host.Name -eq 'ConsoleHost') {
    Get-Module Pester -ListAvailable | Where-Object { $_.Version.Major -ge 5 } | Select-Object -First 1
}
if ($pester) {
    Import-Module $pester.Path
    $result = Invoke-Pester -Path $Path -PassThru -Output None
    $counts = @($result.PassedCount, ($result.FailedCount + $result.FailedContainersCount), $result.SkippedCount)
    foreach ($failed in @($result.FailedContainers) + @($result.FailedBlocks) + @($result.Failed)) {
        if ($failed.ErrorRecord) {
            Write-Host "    [-] $($failed.ExpandedPath)`n        $($failed.ErrorRecord -join "`n")" -ForegroundColor Red
        }
    }
    Write-Host ('    {0,-36} {1} passed, {2} failed, {3} skipped' -f @(@([IO.Path]::GetFileName($Path)) + $counts))
}
else {
    . $PSScriptRoot/MiniPester.ps1
    $counts = Invoke-MiniPester $Path
}

[IO.File]::WriteAllText($CountFile, $counts -join ' ')
exit ([int]($counts[1] -gt 0))
