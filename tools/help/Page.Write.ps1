# The text of a help page, from its own prose and its cmdlet's facts.

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
        'EXAMPLES' {
            1..3 | ForEach-Object { "### Example ${_}: {{ title }}`n`n``````powershell`n`n``````" } | Join-HelpParagraph
        }
        'INPUTS' { "### None`n`nYou cannot pipe objects to this cmdlet." }
        'OUTPUTS' {
            $Command.OutputType | ForEach-Object { "### $($_.Type.FullName)`n`n{{ Say what is written }}" } |
                Join-HelpParagraph
        }
        'NOTES' { '' }
        'RELATED LINKS' { '- [about_AsyncPS](../../module/en-US/about_AsyncPS.help.txt)' }
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
