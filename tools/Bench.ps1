# Builds and runs the benchmarks. Further arguments are theirs. A whole run writes its numbers and its chart beside them;
# a quick one, or a part, does so only when it is told where (-Output).
[CmdletBinding()]
param([string]$Configuration = 'Release', [string[]]$Arguments = @())

$project = Join-RootPath bench, Bench
if (-not [IO.Directory]::Exists($project)) {
    throw [BuildFailure]::new("there is no $project to run.")
}

& $PSScriptRoot/Build.ps1 -Configuration $Configuration
Write-Step 'Bench'
Invoke-DotNet 'the benchmarks' @('build', $project, '-c', $Configuration, '-v', 'q', '-m:2')
if (@('-Quick', '-Only', '-Output').Where({ $Arguments -contains $_ }).Count -eq 0) {
    $Arguments += '-Output', (Join-RootPath bench, results)
}

& dotnet run --project $project -c $Configuration --no-build -- @Arguments
if ($LASTEXITCODE -ne 0) {
    throw [BuildFailure]::new("the benchmarks ended with exit code $LASTEXITCODE.")
}
