# Removes out/, and every bin/ and obj/ but those of the host that runs this very script.
[CmdletBinding()]
param([string]$Configuration = 'Release')

$own = [AppContext]::BaseDirectory

function Remove-Product([string]$Folder) {
    if ($own.StartsWith($Folder, [StringComparison]::OrdinalIgnoreCase)) {
        Write-Host "    in use: $Folder"
        return
    }

    if ([IO.Directory]::Exists($Folder)) {
        [IO.Directory]::Delete($Folder, $true)
        Write-Host "    removed: $Folder"
    }
}

Write-Step 'Clean'
Remove-Product $Out
foreach ($group in 'src', 'tests', 'bench', 'examples') {
    $folder = Join-RootPath $group
    if ([IO.Directory]::Exists($folder)) {
        foreach ($project in [IO.Directory]::GetFiles($folder, '*.csproj', 'AllDirectories')) {
            $projectFolder = [IO.Path]::GetDirectoryName($project)
            $isOwn = $own.StartsWith($projectFolder, [StringComparison]::OrdinalIgnoreCase)
            Remove-Product ([IO.Path]::Combine($projectFolder, 'bin'))
            if (-not $isOwn) { Remove-Product ([IO.Path]::Combine($projectFolder, 'obj')) }
        }
    }
}
