# A help page as an object: its sections, the prose of its parameters, its examples.

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
