#Requires -Version 7.4
<#
.SYNOPSIS
Builds, tests, shows and packs AsyncPS.
.DESCRIPTION
Runs in pwsh and in the pocket host alike; on a machine with only the .NET SDK:
    dotnet run --project src/AsyncHost -- ./build.ps1 Demo
Each task is a script of its name under tools/.
.PARAMETER Task
Build     makes out/AsyncPS, the module ready for Import-Module
Test      builds, then runs the unit tests and the Pester files; ends with 'N passed, N failed, N skipped'
Demo      builds, then runs examples/File-Inventory.ps1 over -Path
Bench     builds, then runs the benchmarks; further arguments are theirs
Help      makes the module's help from docs/help (needs PlatyPS)
Package   makes out/package: the module's folder and the NuGet packages of AsyncEngine
Clean     removes what the others made
.PARAMETER Configuration
Release or Debug. The host that runs this script is never built.
.PARAMETER Path
Demo: the folder to take stock of. Default: the .NET SDK's own.
.PARAMETER Filter
Test: only Pester files, and unit test classes, whose name matches this wildcard.
.PARAMETER Arguments
Bench: passed on.
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Demo', 'Bench', 'Help', 'Package', 'Clean')]
    [string]$Task = 'Build',

    [ValidateSet('Release', 'Debug')]
    [string]$Configuration = 'Release',

    [string]$Path,

    [string]$Filter = '*',

    [Parameter(ValueFromRemainingArguments)]
    [string[]]$Arguments = @()
)

$ErrorActionPreference = 'Stop'
$parameters = @{ Configuration = $Configuration }
switch ($Task) {
    'Test' { $parameters.Filter = $Filter }
    'Demo' { if ($Path) { $parameters.Path = $Path } }
    'Bench' { $parameters.Arguments = $Arguments }
}

if ($Task -ne 'Bench' -and $Arguments.Count -gt 0) {
    [Console]::Error.WriteLine("build.ps1: '$Task' takes no '$($Arguments -join ' ')'.")
    exit 64
}

. $PSScriptRoot/tools/Support.ps1
try {
    if (-not [IO.File]::Exists("$PSScriptRoot/tools/$Task.ps1")) {
        throw [BuildFailure]::new("there is no tools/$Task.ps1.")
    }

    & $PSScriptRoot/tools/$Task.ps1 @parameters
}
catch [BuildFailure] {
    [Console]::Error.WriteLine("$Task failed: $($_.Exception.Message)")
    exit 1
}

exit $LASTEXITCODE
