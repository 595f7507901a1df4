# Runs the unit tests, the Pester files and a quick benchmark; the last line is their sum. Fails when one failed or when
# none ran.
[CmdletBinding()]
param([string]$Configuration = 'Release', [string]$Filter = '*')

$sum = [pscustomobject]@{ Passed = 0; Failed = 0; Skipped = 0 }

function Add-Count([int]$Passed, [int]$Failed, [int]$Skipped) {
    $sum.Passed += $Passed
    $sum.Failed += $Failed
    $sum.Skipped += $Skipped
}

# Whatever happens to a run, it must not count as nothing.
function Add-LostRun([string]$What) {
    Write-Host "    $What" -ForegroundColor Red
    Add-Count 0 1 0
}

# They run beside the Pester files: both wait for other processes more than they work.
function Start-UnitTest {
    $bin = Join-RootPath tests, Unit, bin, $Configuration, net10.0, Unit.dll
    $source = @('src', 'examples/DotNet', 'Directory.Build.props', 'Directory.Packages.props', 'global.json', '.editorconfig') + @(
        [IO.Directory]::GetDirectories((Join-RootPath tests)) | ForEach-Object { "tests/$([IO.Path]::GetFileName($_))" } |
            Where-Object { $_ -ne 'tests/Pester' })
    Invoke-WhenChanged "unit-$Configuration" $source $bin {
        Invoke-DotNet 'the unit tests' @('build', (Join-RootPath tests, Unit), '-c', $Configuration, '-v', 'q', '-m:2')
    }
    $arguments = @($bin, '--progress', 'off', '--no-ansi', '--timeout', '45m')
    if ($Filter -ne '*') {
        $arguments += '--filter-class', "*$($Filter.Trim('*'))*", '--ignore-exit-code', '8'
    }

    $start = [Diagnostics.ProcessStartInfo]::new('dotnet', [string[]]$arguments)
    $start.RedirectStandardOutput = $start.RedirectStandardError = $true
    $process = [Diagnostics.Process]::Start($start)
    [pscustomobject]@{
        Process = $process
        Output = $process.StandardOutput.ReadToEndAsync()
        Error = $process.StandardError.ReadToEndAsync()
    }
}

function Complete-UnitTest([object]$Run) {
    $Run.Process.WaitForExit()
    $text = $Run.Output.Result + $Run.Error.Result
    Write-Host $text
    $code = $Run.Process.ExitCode
    $count = @{}
    foreach ($match in [regex]::Matches($text, '(?m)^\s*(total|succeeded|failed|skipped): (\d+)')) {
        $count[$match.Groups[1].Value] = [int]$match.Groups[2].Value
    }

    if ($count.Count -ne 4) {
        Add-LostRun "The unit tests ended with exit code $code and without a summary."
        return
    }

    Add-Count $count.succeeded $count.failed $count.skipped
    if ($code -ne 0 -and $count.failed -eq 0) {
        Add-LostRun "The unit tests ended with exit code $code."
    }
}

# One child shell a file: no file can hold the module's files or leave something behind for the next.
function Invoke-PesterFile([string]$File) {
    $counts = [IO.Path]::Combine($Out, 'test-counts.txt')
    [IO.File]::Delete($counts)
    Invoke-ChildScript (Join-RootPath tests, Pester, Support, Run.ps1) @('-Path', $File, '-CountFile', $counts) | Out-Host
    if (-not [IO.File]::Exists($counts)) {
        Add-LostRun "$([IO.Path]::GetFileName($File)) ended with exit code $LASTEXITCODE before its tests were counted."
        return
    }

    $numbers = [int[]][IO.File]::ReadAllText($counts).Split(' ')
    Add-Count @numbers
}

# After all tests, when the machine is quiet: ratios to what SQLite itself does in the same minute, none of which may halve.
function Test-Speed {
    $project = Join-RootPath bench, Bench
    Invoke-DotNet 'the benchmarks' @('build', $project, '-c', $Configuration, '-v', 'q', '-m:2')
    & dotnet run --project $project -c $Configuration --no-build -- -Quick -Only raw,add-batch,add-pipeline,drain,drain-scripts `
        -Guard (Join-RootPath bench, guard.json) | Out-Host
    if ($LASTEXITCODE -eq 0) {
        Add-Count 1 0 0
    }
    else {
        Add-LostRun "Something is less than half as fast as $(Join-RootPath bench, guard.json) says, beside SQLite itself."
    }
}

& $PSScriptRoot/Build.ps1 -Configuration $Configuration
$unitTests = Start-UnitTest
Write-Step 'Pester files'
[IO.Directory]::GetFiles((Join-RootPath tests, Pester), '*.Tests.ps1') |
    Where-Object { [IO.Path]::GetFileName($_) -like "$Filter.Tests.ps1" } | Sort-Object |
    ForEach-Object { Invoke-PesterFile $_ }
Write-Step 'Unit tests'
Complete-UnitTest $unitTests
if ($Filter -eq '*') {
    Write-Step 'Speed'
    Test-Speed
}

Write-Host "$($sum.Passed) passed, $($sum.Failed) failed, $($sum.Skipped) skipped"
exit [int]($sum.Failed -gt 0 -or $sum.Passed -eq 0)
