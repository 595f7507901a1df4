# Makes the module's help file of the pages, with PlatyPS, and writes into it which pages it was made of.
[CmdletBinding()]
param([Parameter(Mandatory)] [string]$Folder, [Parameter(Mandatory)] [string]$Xml)

$ErrorActionPreference = 'Stop'
. $PSScriptRoot/Page.ps1
Import-Module Microsoft.PowerShell.PlatyPS
$stage = [IO.Directory]::CreateTempSubdirectory('asyncps-help-').FullName
try {
    $files = [IO.Directory]::GetFiles($Folder, '*.md')
    [Array]::Sort($files, [StringComparer]::Ordinal)
    $made = Import-MarkdownCommandHelp -Path $files | Export-MamlCommandHelp -OutputFolder $stage -Force
    $text = [IO.File]::ReadAllText($made.FullName).ReplaceLineEndings("`n")
    $root = $text.IndexOf('<helpItems', [StringComparison]::Ordinal)
    $text = $text.Insert($root, "$(Format-HelpStamp (Get-HelpStamp $Folder))`n").TrimEnd() + "`n"
    [void][IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($Xml))
    [IO.File]::WriteAllText($Xml, $text)
    Write-Host "    made: $([IO.Path]::GetFileName($Xml)) of $($files.Count) pages"
}
finally {
    [IO.Directory]::Delete($stage, $true)
}
