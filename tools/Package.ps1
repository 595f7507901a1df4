# Makes out/package: the module's folder, named for its version as module folders are, and AsyncEngine's NuGet packages.
[CmdletBinding()]
param([string]$Configuration = 'Release')

& $PSScriptRoot/Build.ps1 -Configuration $Configuration
Write-Step 'Package'
$package = [IO.Path]::Combine($Out, 'package')
Remove-Folder $package
Copy-Folder $ModuleFolder ([IO.Path]::Combine($package, 'AsyncPS', (Get-ProductVersion)))
Invoke-DotNet 'AsyncEngine, as NuGet package' @(
    'pack', (Join-RootPath src, AsyncEngine), '-c', $Configuration, '-o', $package, '-v', 'q',
    # No path of this machine in the symbols: the same source makes the same package anywhere.
    '-p:ContinuousIntegrationBuild=true')
[IO.Directory]::GetFileSystemEntries($package) | ForEach-Object { Write-Host "    $_" }
