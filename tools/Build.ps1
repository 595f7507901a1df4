# Makes out/AsyncPS, the importable module, and out/host, the pocket host for child processes.
[CmdletBinding()]
param([string]$Configuration = 'Release')

$platforms = 'win-x64', 'win-arm64', 'linux-x64', 'linux-arm64', 'linux-musl-x64', 'osx-x64', 'osx-arm64'
$policy = 'Directory.Build.props', 'Directory.Packages.props', 'global.json', '.editorconfig'
$engineStage = [IO.Path]::Combine($Out, 'stage', 'engine')

function Publish-Engine {
    Invoke-DotNet 'AsyncPS, the cmdlets' @(
        'build', (Join-RootPath src, AsyncPS), '-c', $Configuration, '-v', 'q', '-m:2')
    Remove-Folder $engineStage
    Invoke-DotNet 'AsyncEngine, with its packages' @(
        'publish', (Join-RootPath src, AsyncEngine), '-c', $Configuration, '-o', $engineStage, '--no-build', '-v', 'q')
}

# The manifest in the repository has no version of its own.
function Write-Manifest {
    $manifest = [IO.File]::ReadAllText((Join-RootPath module, AsyncPS.psd1))
    $stamped = $manifest -replace "(?m)^(\s*ModuleVersion\s*=\s*)'0\.0\.0'", "`$1'$(Get-ProductVersion)'"
    if ($stamped -eq $manifest) {
        throw [BuildFailure]::new("module/AsyncPS.psd1 has no line ModuleVersion = '0.0.0' to stamp.")
    }

    [IO.File]::WriteAllText([IO.Path]::Combine($ModuleFolder, 'AsyncPS.psd1'), $stamped)
}

# Every name in the manifest must be a file: a missing one would only show at import.
function Assert-ModuleIsWhole {
    $path = [IO.Path]::Combine($ModuleFolder, 'AsyncPS.psd1')
    $manifest = Import-PowerShellDataText $path
    $files = @($manifest.RootModule) + @($manifest.FormatsToProcess) + @($manifest.TypesToProcess) + @(
        'LICENSE', 'THIRD-PARTY-NOTICES', 'en-US/AsyncPS.dll-Help.xml', 'engine/AsyncEngine.dll',
        'engine/AsyncEngine.deps.json')
    $missing = @($files | Where-Object { $_ -and -not [IO.File]::Exists([IO.Path]::Combine($ModuleFolder, $_)) })
    if ($missing.Count -gt 0) {
        throw [BuildFailure]::new("out/AsyncPS lacks $($missing -join ', ').")
    }

    if ([IO.Directory]::GetFiles($ModuleFolder, 'System.Management.Automation.dll', 'AllDirectories').Count -gt 0) {
        throw [BuildFailure]::new('out/AsyncPS carries System.Management.Automation.dll, which belongs to the shell.')
    }
}

function Import-PowerShellDataText([string]$Path) {
    $tokens = $problems = $null
    $ast = [Management.Automation.Language.Parser]::ParseFile($Path, [ref]$tokens, [ref]$problems)
    $ast.Find({ $args[0] -is [Management.Automation.Language.HashtableAst] }, $false).SafeGetValue()
}

function New-ModuleFolder {
    Publish-Engine
    Remove-Folder $ModuleFolder
    [void][IO.Directory]::CreateDirectory($ModuleFolder)
    $built = Join-RootPath src, AsyncPS, bin, $Configuration, net8.0
    foreach ($name in 'AsyncPS.dll', 'AsyncPS.pdb') {
        [IO.File]::Copy([IO.Path]::Combine($built, $name), [IO.Path]::Combine($ModuleFolder, $name))
    }

    Copy-Folder $engineStage ([IO.Path]::Combine($ModuleFolder, 'engine')) {
        $_ -notmatch '^AsyncEngine\.(xml|runtimeconfig\.json)$' -and ($_ -notmatch '^runtimes/' -or $_.Split('/')[1] -in $platforms)
    }
    Copy-Folder (Join-RootPath module) $ModuleFolder { $_ -ne 'AsyncPS.psd1' }
    foreach ($name in 'LICENSE', 'README.md', 'CHANGELOG.md') {
        if ([IO.File]::Exists((Join-RootPath $name))) {
            [IO.File]::Copy((Join-RootPath $name), [IO.Path]::Combine($ModuleFolder, $name))
        }
    }

    & $PSScriptRoot/Notices.ps1 -DepsFile ([IO.Path]::Combine($engineStage, 'AsyncEngine.deps.json')) `
        -AssetsFile (Join-RootPath src, AsyncEngine, obj, project.assets.json) `
        -OutFile ([IO.Path]::Combine($ModuleFolder, 'THIRD-PARTY-NOTICES'))
    Write-Manifest
    Assert-ModuleIsWhole
}

function Test-HostInUse {
    [IO.Path]::TrimEndingDirectorySeparator([AppContext]::BaseDirectory) -eq $HostFolder
}

function Publish-Host {
    Invoke-DotNet 'AsyncHost, for child processes' @(
        'build', (Join-RootPath src, AsyncHost), '-c', 'Release', '-o', $HostFolder, '-v', 'q', '-m:2')
}

Write-Step "Build AsyncPS $(Get-ProductVersion) ($Configuration)"
$source = @('src/AsyncEngine', 'src/AsyncPS', 'module', 'tools/Build.ps1', 'tools/Notices.ps1', 'tools/licenses', 'LICENSE', 'README.md', 'CHANGELOG.md') + $policy
Invoke-WhenChanged "module-$Configuration" $source ([IO.Path]::Combine($ModuleFolder, 'AsyncPS.psd1')) {
    New-ModuleFolder
}
if (Test-HostInUse) {
    Write-Host '    host: in use by this very build, left as it is'
}
else {
    Invoke-WhenChanged 'host' (@('src/AsyncHost') + $policy) ([IO.Path]::Combine($HostFolder, 'AsyncHost.dll')) {
        Publish-Host
    }
}

Write-Host "    module: $ModuleFolder"
