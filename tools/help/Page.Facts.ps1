# The facts about a cmdlet and its parameters, as a help page shows them.

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
    $type = $Parameter.ParameterType
    $element = if ($type.IsArray) { $type.GetElementType() } else { $type }
    $wildcards = @($Parameter.Attributes | Where-Object { $_ -is [Management.Automation.SupportsWildcardsAttribute] })
    '```yaml'
    "Type: $(Get-HelpTypeName $type)"
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
