# Writes THIRD-PARTY-NOTICES: what each package that ships in the module says about its licence and its authors.
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string]$DepsFile,
    [Parameter(Mandatory)] [string]$AssetsFile,
    [Parameter(Mandatory)] [string]$OutFile
)

function Read-Json([string]$Path) {
    # The comma keeps the pipeline from taking the object apart.
    , [Text.Json.Nodes.JsonNode]::Parse([IO.File]::ReadAllText($Path))
}

function Get-ShippedPackage {
    $libraries = (Read-Json $DepsFile)['libraries'].AsObject()
    foreach ($library in $libraries) {
        if ("$($library.Value['type'])" -eq 'package') {
            $name, $version = $library.Key.Split('/')
            [pscustomobject]@{ Name = $name; Version = $version; Path = "$($library.Value['path'])" }
        }
    }
}

function Get-PackageFolder {
    foreach ($folder in (Read-Json $AssetsFile)['packageFolders'].AsObject()) {
        $folder.Key
    }
}

function Read-Package([object]$Package) {
    $folder = Get-PackageFolder | ForEach-Object { [IO.Path]::Combine($_, $Package.Path) } |
        Where-Object { [IO.Directory]::Exists($_) } | Select-Object -First 1
    $specification = [IO.Directory]::GetFiles($folder, '*.nuspec')[0]
    $metadata = ([xml][IO.File]::ReadAllText($specification)).package.metadata
    $license = $metadata.SelectSingleNode('*[local-name()="license"]')
    $text = if ($license -and $license.GetAttribute('type') -eq 'file') {
        [IO.File]::ReadAllText([IO.Path]::Combine($folder, $license.InnerText))
    }
    [pscustomobject]@{
        Name = $Package.Name
        Version = $Package.Version
        License = if ($license -and -not $text) { $license.InnerText } else { "see below" }
        Text = $text
        Copyright = if ($metadata.copyright) { $metadata.copyright } else { "Copyright (c) $($metadata.authors)" }
        Project = $metadata.projectUrl
    }
}

function Get-LicenseText([string]$Expression) {
    $path = [IO.Path]::Combine($PSScriptRoot, 'licenses', "$Expression.txt")
    if (-not [IO.File]::Exists($path)) {
        throw [BuildFailure]::new("tools/licenses has no text for the licence '$Expression' of a package that ships.")
    }

    [IO.File]::ReadAllText($path).TrimEnd()
}

$packages = @(Get-ShippedPackage | Sort-Object Name | ForEach-Object { Read-Package $_ })
$lines = @(
    'AsyncPS carries these packages, unchanged, in its folder engine/.'
    'e_sqlite3 contains SQLite, which its authors have put into the public domain (https://sqlite.org/copyright.html).'
    foreach ($package in $packages) {
        ''
        '-' * 100
        "$($package.Name) $($package.Version)"
        "Licence: $($package.License)"
        "$($package.Copyright)"
        if ($package.Project) { "$($package.Project)" }
        if ($package.Text) { ''; $package.Text.TrimEnd() }
    }
    foreach ($expression in @($packages | Where-Object { -not $_.Text } | ForEach-Object License | Sort-Object -Unique)) {
        ''
        '=' * 100
        "The licence $expression"
        ''
        Get-LicenseText $expression
    }
)
[IO.File]::WriteAllText($OutFile, ($lines -join "`n").ReplaceLineEndings("`n") + "`n")
