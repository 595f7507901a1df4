# Reads and writes the pages of docs/help/en-US, in the schema of Microsoft.PowerShell.PlatyPS 1.x. People write the
# prose; syntax and the facts about parameters come from the built module, so that they cannot be wrong. Dot-sourced by
# build.ps1 Help and by the tests of the help; uses only what the pocket host has.

$HelpSections = 'SYNOPSIS', 'SYNTAX', 'ALIASES', 'DESCRIPTION', 'EXAMPLES', 'PARAMETERS', 'INPUTS', 'OUTPUTS', 'NOTES',
    'RELATED LINKS'

# What these parameters mean is the same everywhere, and need not be written down in each page.
$HelpKnownParameters = @{
    WhatIf = 'Shows what would happen. Nothing is changed.'
    Confirm = 'Asks before each change.'
    Store = @'
The store to work on: the path of its file, or an object from Get-AsyncStore. Without it the store
that Connect-AsyncStore connected; else the one that the environment variable ASYNCPS_STORE names;
else `AsyncPS/jobs.db` in your data folder. Inside a job it is the job's store. See about_AsyncPS.
'@
}

$HelpCommonParameters = @'
This cmdlet supports the common parameters: -Debug, -ErrorAction, -ErrorVariable,
-InformationAction, -InformationVariable, -OutBuffer, -OutVariable, -PipelineVariable,
-ProgressAction, -Verbose, -WarningAction, and -WarningVariable. For more information, see
[about_CommonParameters](https://go.microsoft.com/fwlink/?LinkID=113216).
'@

# --- Reading --------------------------------------------------------------------------------------------------------

# Splits lines at the headings of one level, but not within code. What stands before the first heading has the name ''.
function Split-HelpText([string[]]$Line, [string]$Mark) {
    $parts = [ordered]@{}
    $name = ''
    $inCode = $false
    $body = [Collections.Generic.List[string]]::new()
    foreach ($one in $Line) {
        if ($one.StartsWith('```', [StringComparison]::Ordinal)) { $inCode = -not $inCode }
        if (-not $inCode -and $one.StartsWith("$Mark ", [StringComparison]::Ordinal)) {
            $parts[$name] = $body.ToArray()
            $name = $one.Substring($Mark.Length + 1).Trim()
            $body.Clear()
        }
        else {
            $body.Add($one)
        }
    }

    $parts[$name] = $body.ToArray()
    $parts
}

function Join-HelpText([string[]]$Line) {
    ($Line -join "`n").Trim()
}

# The text of a parameter: what stands before its facts.
function Get-HelpProse([string[]]$Line) {
    $facts = [Array]::IndexOf($Line, '```yaml')
    Join-HelpText $(if ($facts -ge 0) { $Line[0..$facts] | Select-Object -First $facts } else { $Line })
}

# Code of a page or another text, block by block: the PowerShell in fences, and whether it is said not to run. A block
# says so itself in its first line, "# Needs ...", or a comment before it does: <!-- not run: why -->.
function Read-CodeBlock([string[]]$Line) {
    $code = $null
    $isKept = $false
    foreach ($one in $Line) {
        if ($null -ne $code) {
            if ($one -eq '```') {
                [pscustomobject]@{ Code = $code -join "`n"; Runs = -not $isKept -and "$code" -notlike '# Needs *' }
                $code = $null
                $isKept = $false
            }
            else {
                $code += $one
            }
        }
        elseif ($one -eq '```powershell') {
            $code = @()
        }
        elseif ($one -like '<!-- not run: * -->') {
            $isKept = $true
        }
    }
}

function Read-HelpExample([string[]]$Line) {
    $parts = Split-HelpText $Line '###'
    foreach ($title in $parts.Keys | Where-Object { $_ }) {
        [pscustomobject]@{
            Title = $title
            Text = Join-HelpText $parts[$title]
            Block = @(Read-CodeBlock $parts[$title])
        }
    }
}

# A page as an object: sections by name, parameters' prose by name, examples. A page that does not exist is empty.
function Read-HelpPage([string]$Path) {
    $text = if ([IO.File]::Exists($Path)) { [IO.File]::ReadAllText($Path).ReplaceLineEndings("`n") } else { '' }
    $sections = Split-HelpText $text.Split("`n") '##'
    $parameters = @{}
    if ($sections['PARAMETERS']) {
        $parts = Split-HelpText $sections['PARAMETERS'] '###'
        foreach ($name in $parts.Keys | Where-Object { $_ -like '-*' }) {
            $parameters[$name.Substring(1)] = Get-HelpProse $parts[$name]
        }
    }

    [pscustomobject]@{
        Name = [IO.Path]::GetFileNameWithoutExtension($Path)
        Text = $text
        Section = $sections
        Parameter = $parameters
        Example = @(if ($sections['EXAMPLES']) { Read-HelpExample $sections['EXAMPLES'] })
    }
}

# --- Facts about a cmdlet -------------------------------------------------------------------------------------------

$HelpCommonNames = [Management.Automation.Cmdlet]::CommonParameters

# The parameters that a page describes, by name.
function Get-HelpParameter([Management.Automation.CommandInfo]$Command) {
    $Command.Parameters.Values | Where-Object { $_.Name -notin $HelpCommonNames } | Sort-Object Name
}

function Get-HelpTypeName([type]$Type) {
    $plain = [Nullable]::GetUnderlyingType($Type)
    if ($plain) { $plain.FullName } else { $Type.FullName }
}

# A value that a cmdlet has before anything is bound, as its user would write it.
function Format-HelpDefault($Value) {
    if ($null -eq $Value -or $Value -eq [int]::MaxValue) { '' }
    elseif ($Value -is [switch]) { 'False' }
    elseif ($Value -is [timespan]) { if ($Value -eq [timespan]::Zero) { '0' } else { "$($Value.TotalSeconds)s" } }
    else { $Value -join ', ' }
}

function Get-HelpDefault([object]$Fresh, [object]$Parameter) {
    $property = if ($Fresh) { $Fresh.GetType().GetProperty($Parameter.Name) }
    if ($property) { Format-HelpDefault $property.GetValue($Fresh) } else { '' }
}

# A line for each value of a list, in YAML.
function Format-HelpList([string]$Name, [string[]]$Value) {
    if ($Value.Count -eq 0) { "${Name}: []" } else { @("${Name}:") + @($Value | ForEach-Object { "- $_" }) }
}

function Format-HelpSet([string]$Name, [object]$Set) {
    "- Name: $(if ($Name -eq '__AllParameterSets') { '(All)' } else { $Name })"
    "  Position: $(if ($Set.Position -lt 0) { 'Named' } else { $Set.Position })"
    "  IsRequired: $("$($Set.IsMandatory)".ToLowerInvariant())"
    "  ValueFromPipeline: $("$($Set.ValueFromPipeline)".ToLowerInvariant())"
    "  ValueFromPipelineByPropertyName: $("$($Set.ValueFromPipelineByPropertyName)".ToLowerInvariant())"
    "  ValueFromRemainingArguments: $("$($Set.ValueFromRemainingArguments)".ToLowerInvariant())"
}

function Format-HelpFacts([Management.Automation.ParameterMetadata]$Parameter, [string]$Default) {
    $element = if ($Parameter.ParameterType.IsArray) { $Parameter.ParameterType.GetElementType() } else { $Parameter.ParameterType }
    $wildcards = @($Parameter.Attributes | Where-Object { $_ -is [Management.Automation.SupportsWildcardsAttribute] })
    '```yaml'
    "Type: $(Get-HelpTypeName $Parameter.ParameterType)"
    "DefaultValue: $(if ($Default) { $Default } else { "''" })"
    "SupportsWildcards: $("$($wildcards.Count -gt 0)".ToLowerInvariant())"
    Format-HelpList Aliases @($Parameter.Aliases)
    'ParameterSets:'
    foreach ($name in $Parameter.ParameterSets.Keys | Sort-Object) {
        Format-HelpSet $name $Parameter.ParameterSets[$name]
    }
    'DontShow: false'
    Format-HelpList AcceptedValues @(if ($element.IsEnum) { [Enum]::GetNames($element) })
    "HelpMessage: ''"
    '```'
}

# The syntax of a parameter set, in lines of at most 100 characters.
function Format-HelpSyntax([string]$Command, [object]$Set) {
    $line = $Command
    foreach ($word in [regex]::Split("$Set".Trim(), ' (?=\[|-)')) {
        if ($line.Length + $word.Length -ge 100) {
            $line
            $line = ''
        }

        $line += " $word"
    }

    $line
}

# --- Writing --------------------------------------------------------------------------------------------------------

function Format-HelpSyntaxSection([Management.Automation.CommandInfo]$Command) {
    foreach ($set in $Command.ParameterSets) {
        $title = $set.Name + $(if ($set.IsDefault -and $Command.ParameterSets.Count -gt 1) { ' (Default)' })
        '', "### $title", '', '```'
        Format-HelpSyntax $Command.Name $set
        '```'
    }
}

function Format-HelpParameterSection([Management.Automation.CommandInfo]$Command, [object]$Page) {
    $fresh = $Command.ImplementingType::new()
    try {
        foreach ($parameter in Get-HelpParameter $Command) {
            $prose = $Page.Parameter[$parameter.Name]
            if (-not $prose) { $prose = $HelpKnownParameters[$parameter.Name] }
            if (-not $prose) { $prose = "{{ Say what -$($parameter.Name) means, its unit and its default }}" }
            '', "### -$($parameter.Name)", '', $prose, ''
            Format-HelpFacts $parameter (Get-HelpDefault $fresh $parameter)
        }
    }
    finally {
        if ($fresh -is [IDisposable]) { $fresh.Dispose() }
    }

    '', '### CommonParameters', '', $HelpCommonParameters
}

# What stands in a section that nobody has written yet.
function Get-HelpPlaceholder([string]$Section, [Management.Automation.CommandInfo]$Command) {
    switch ($Section) {
        'SYNOPSIS' { "{{ Say in one sentence what $($Command.Name) does }}" }
        'DESCRIPTION' { '{{ Say what it does, in which order, what it leaves alone, which errors there are }}' }
        'EXAMPLES' { 1..3 | ForEach-Object { "### Example ${_}: {{ title }}`n`n``````powershell`n`n``````" } | Join-HelpParagraph }
        'INPUTS' { "### None`n`nYou cannot pipe objects to this cmdlet." }
        'OUTPUTS' { @($Command.OutputType | ForEach-Object { "### $($_.Type.FullName)`n`n{{ Say what is written }}" }) | Join-HelpParagraph }
        'NOTES' { '' }
        'RELATED LINKS' { '- [about_AsyncPS](../README.md)' }
    }
}

function Join-HelpParagraph {
    @($input) -join "`n`n"
}

# The whole text of a page: its own prose, and the facts as the command has them.
function Format-HelpPage([Management.Automation.CommandInfo]$Command, [object]$Page) {
    $lines = @(
        '---', 'document type: cmdlet', 'external help file: AsyncPS.dll-Help.xml', "HelpUri: ''", 'Locale: en-US',
        'Module Name: AsyncPS', 'PlatyPS schema version: 2024-05-01', "title: $($Command.Name)", '---', '',
        "# $($Command.Name)"
        foreach ($section in $HelpSections) {
            '', "## $section"
            switch ($section) {
                'SYNTAX' { Format-HelpSyntaxSection $Command }
                'ALIASES' { }
                'PARAMETERS' { Format-HelpParameterSection $Command $Page }
                default {
                    $text = Join-HelpText $Page.Section[$section]
                    if (-not $text) { $text = Get-HelpPlaceholder $section $Command }
                    if ($text) { '', $text }
                }
            }
        }
    )
    ($lines -join "`n").TrimEnd() + "`n"
}

# --- The XML made of the pages ----------------------------------------------------------------------------------------

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
