# Builds, then shows the module at work: takes stock of a folder's files, one job a file.
[CmdletBinding()]
param([string]$Configuration = 'Release', [string]$Path)

$example = Join-RootPath examples, File-Inventory.ps1
if (-not [IO.File]::Exists($example)) {
    throw [BuildFailure]::new("there is no $example to run.")
}

& $PSScriptRoot/Build.ps1 -Configuration $Configuration
Write-Step 'Demo: examples/File-Inventory.ps1'

# Each demo begins anew; run the example itself to see it go on where it stopped.
$demo = Join-RootPath out, demo
if ([IO.Directory]::Exists($demo)) { [IO.Directory]::Delete($demo, $true) }
$null = [IO.Directory]::CreateDirectory($demo)
$run = "Import-Module '$ModuleFolder/AsyncPS.psd1'; & '$example' -Csv '$demo/file-inventory.csv' -WithVanishedFile" +
    $(if ($Path) { " -Path '$($Path -replace "'", "''")'" })
& (Get-ChildShell) -NoProfile -NonInteractive -Command "$run; exit `$LASTEXITCODE"
if ($LASTEXITCODE -ne 0) {
    throw [BuildFailure]::new("the example ended with exit code $LASTEXITCODE.")
}
