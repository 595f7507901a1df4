# Which pages the module's help file was made of.

# A line for each page: its name and the hash of its text. The XML carries them, so that a test can say when it is old.
function Get-HelpStamp([string]$Folder) {
    $files = [IO.Directory]::GetFiles($Folder, '*.md')
    [Array]::Sort($files, [StringComparer]::Ordinal)
    foreach ($file in $files) {
        $bytes = [Text.Encoding]::UTF8.GetBytes([IO.File]::ReadAllText($file).ReplaceLineEndings("`n"))
        $hash = [Convert]::ToHexString([Security.Cryptography.SHA256]::HashData($bytes)).ToLowerInvariant()
        "$([IO.Path]::GetFileNameWithoutExtension($file)) $hash"
    }
}

# The stamp that an XML carries.
function Read-HelpStamp([string]$Xml) {
    if ($Xml -match '(?s)<!-- Made from docs/help by build\.ps1 Help\.\n(.*?)-->') {
        $Matches[1].Trim().Split("`n")
    }
}

function Format-HelpStamp([string[]]$Stamp) {
    "<!-- Made from docs/help by build.ps1 Help.`n$($Stamp -join "`n")`n-->"
}
