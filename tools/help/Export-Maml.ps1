# Makes the module's help file of the pages, with PlatyPS, puts in order what a console shows badly, and writes into the
# file which pages it was made of.
[CmdletBinding()]
param([Parameter(Mandatory)] [string]$Folder, [Parameter(Mandatory)] [string]$Xml)

$ErrorActionPreference = 'Stop'
. $PSScriptRoot/Page.ps1
$maml = 'http://schemas.microsoft.com/maml/2004/10'
$dev = 'http://schemas.microsoft.com/maml/dev/2004/10'

# What PlatyPS makes of the pages.
function Export-Page([string[]]$Path) {
    Import-Module Microsoft.PowerShell.PlatyPS
    $stage = [IO.Directory]::CreateTempSubdirectory('asyncps-help-').FullName
    try {
        $file = Import-MarkdownCommandHelp -Path $Path | Export-MamlCommandHelp -OutputFolder $stage -Force
        $document = [xml]::new()
        $document.Load($file.FullName)
        $document
    }
    finally {
        [IO.Directory]::Delete($stage, $true)
    }
}

function Select-Node([Xml.XmlNode]$From, [string]$Path) {
    $names = [Xml.XmlNamespaceManager]::new($document.NameTable)
    $names.AddNamespace('maml', $maml)
    $names.AddNamespace('dev', $dev)
    $names.AddNamespace('command', 'http://schemas.microsoft.com/maml/dev/command/2004/10')
    @($From.SelectNodes($Path, $names))
}

function Select-First([Xml.XmlNode]$From, [string]$Path) {
    Select-Node $From $Path | Select-Object -First 1
}

function Add-Text([Xml.XmlNode]$To, [string]$Name, [string]$Text) {
    $uri = if ($Name -like 'dev:*') { $dev } else { $maml }
    $node = $document.CreateElement($Name.Split(':')[0], $Name.Split(':')[1], $uri)
    $node.InnerText = $Text
    [void]$To.AppendChild($node)
}

# Paragraphs as the console breaks them, not as the page does; without the marks of code.
function Add-Paragraph([Xml.XmlNode]$To, [string]$Text) {
    foreach ($paragraph in [regex]::Split($Text.Trim(), '\n\s*\n')) {
        if ($paragraph) {
            Add-Text $To maml:para ($paragraph -replace '\s*\n(?!- )', ' ' -replace '`([^`]+)`', '$1')
        }
    }
}

function Update-Paragraph {
    foreach ($parent in Select-Node $document '//*[maml:para][not(self::dev:remarks)]') {
        $text = @(Select-Node $parent 'maml:para' | ForEach-Object { $_.InnerText }) -join "`n`n"
        Select-Node $parent 'maml:para' | ForEach-Object { [void]$parent.RemoveChild($_) }
        Add-Paragraph $parent $text
    }
}

# An example's code belongs into its own element. The text stands after it: a console would write a text before it and
# the code on one line.
function Update-Example {
    foreach ($example in Select-Node $document '//command:example') {
        $introduction = Select-First $example 'maml:introduction'
        $text = @(Select-Node $introduction 'maml:para' | ForEach-Object { $_.InnerText }) -join "`n`n"
        $parts = [regex]::Split($text.Replace([string][char]0x80, ''), '(?s)```powershell\n(.*?)\n```')
        $code = for ($i = 1; $i -lt $parts.Count; $i += 2) { $parts[$i] }
        $introduction.InnerText = ''
        (Select-First $example 'dev:code').InnerText = $code -join "`n`n"
        $remarks = Select-First $example 'dev:remarks'
        for ($i = 0; $i -lt $parts.Count; $i += 2) { Add-Paragraph $remarks $parts[$i] }
        if ($remarks.HasChildNodes) {
            Add-Text $remarks maml:para ([string][char]0xA0) # A line between it and the next title.
        }
    }
}

# Links to pages lead nowhere in a console: the names are enough.
function Update-Link {
    foreach ($link in Select-Node $document '//maml:navigationLink') {
        $uri = Select-First $link 'maml:uri'
        if (-not $uri.InnerText) { [void]$link.ParentNode.RemoveChild($link) }
        elseif ($uri.InnerText -like '*.md') { $uri.InnerText = '' }
    }
}

# PlatyPS leaves out the default values.
function Update-Default {
    foreach ($command in Select-Node $document '//command:command') {
        $name = (Select-First $command 'command:details/command:name').InnerText
        $page = [IO.File]::ReadAllText([IO.Path]::Combine($Folder, "$name.md"))
        foreach ($parameter in Select-Node $command 'command:parameters/command:parameter') {
            $own = [regex]::Escape((Select-First $parameter 'maml:name').InnerText)
            if ($page -match "(?s)### -$own\n.*?\nDefaultValue: ([^\n]*)\n" -and $Matches[1] -ne "''") {
                Add-Text $parameter dev:defaultValue $Matches[1]
            }
        }
    }
}

function Save-Document {
    $settings = [Xml.XmlWriterSettings]@{
        Indent = $true; NewLineChars = "`n"; Encoding = [Text.UTF8Encoding]::new($false)
    }
    $bytes = [IO.MemoryStream]::new()
    $writer = [Xml.XmlWriter]::Create($bytes, $settings)
    $document.Save($writer)
    $writer.Dispose()
    $text = [Text.Encoding]::UTF8.GetString($bytes.ToArray())
    $root = $text.IndexOf('<helpItems', [StringComparison]::Ordinal)
    [void][IO.Directory]::CreateDirectory([IO.Path]::GetDirectoryName($Xml))
    [IO.File]::WriteAllText($Xml, $text.Insert($root, "$(Format-HelpStamp (Get-HelpStamp $Folder))`n").TrimEnd() + "`n")
}

$files = [IO.Directory]::GetFiles($Folder, '*.md')
[Array]::Sort($files, [StringComparer]::Ordinal)
$document = Export-Page $files
Update-Example
Update-Paragraph
Update-Link
Update-Default
Save-Document
Write-Host "    made: $([IO.Path]::GetFileName($Xml)) of $($files.Count) pages"
