# MiniPester's Should: one function, one switch an assertion, as many as the files of this repository use.

function Should {
    [CmdletBinding()]
    param(
        [Parameter(ValueFromPipeline)] [AllowNull()] [object]$ActualValue,
        [Parameter(Position = 0)] [Alias('ExpectedMessage', 'ExpectedType', 'RegularExpression')]
        [AllowNull()] [AllowEmptyString()] [AllowEmptyCollection()] [object]$ExpectedValue,
        [switch]$Not,
        [switch]$Be, [switch]$BeExactly, [switch]$BeTrue, [switch]$BeFalse, [switch]$BeNullOrEmpty,
        [switch]$BeGreaterThan, [switch]$BeGreaterOrEqual, [switch]$BeLessThan, [switch]$BeLessOrEqual,
        [switch]$BeLike, [switch]$BeLikeExactly, [switch]$Match, [switch]$MatchExactly,
        [switch]$BeOfType, [switch]$Contain, [switch]$BeIn, [switch]$HaveCount, [switch]$Exist,
        [switch]$Throw, [string]$ErrorId, [type]$ExceptionType, [switch]$PassThru,
        [string]$Because
    )

    begin {
        $items = [Collections.Generic.List[object]]::new()
    }
    process {
        $items.Add($ActualValue)
    }
    end {
        $isPiped = $MyInvocation.ExpectingInput
        $all = if ($isPiped) { , $items.ToArray() } else { , @($ActualValue) }
        $actual = if (-not $isPiped) { , $ActualValue } elseif ($all.Count -eq 1) { , $all[0] } else { , $all }
        if ($Throw) {
            Assert-MiniThrow $actual $ExpectedValue $ErrorId $ExceptionType $Not $Because $PassThru
            return
        }

        $verb = 'Be', 'BeExactly', 'BeTrue', 'BeFalse', 'BeNullOrEmpty', 'BeGreaterThan', 'BeGreaterOrEqual',
            'BeLessThan', 'BeLessOrEqual', 'BeLike', 'BeLikeExactly', 'Match', 'MatchExactly', 'BeOfType', 'Contain',
            'BeIn', 'HaveCount', 'Exist' | Where-Object { $PSBoundParameters[$_] } | Select-Object -First 1
        if (-not $verb) {
            throw 'Should needs an assertion, as in: $x | Should -Be 1'
        }

        $holds = switch ($verb) {
            'Be' { Test-MiniEqual $actual $ExpectedValue }
            'BeExactly' { Test-MiniEqual $actual $ExpectedValue -CaseSensitive }
            'BeTrue' { [bool]$actual }
            'BeFalse' { -not $actual }
            'BeNullOrEmpty' { Test-MiniEmpty $actual }
            'BeGreaterThan' { $actual -gt $ExpectedValue }
            'BeGreaterOrEqual' { $actual -ge $ExpectedValue }
            'BeLessThan' { $actual -lt $ExpectedValue }
            'BeLessOrEqual' { $actual -le $ExpectedValue }
            'BeLike' { "$actual" -like $ExpectedValue }
            'BeLikeExactly' { "$actual" -clike $ExpectedValue }
            'Match' { "$actual" -match $ExpectedValue }
            'MatchExactly' { "$actual" -cmatch $ExpectedValue }
            'BeOfType' { Test-MiniType $actual $ExpectedValue }
            'Contain' { @($all) -contains $ExpectedValue }
            'BeIn' { @($ExpectedValue) -contains $actual }
            'HaveCount' { $all.Count -eq $ExpectedValue }
            'Exist' { [IO.Path]::Exists($ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath("$actual")) }
        }
        if ([bool]$holds -eq [bool]$Not) {
            $shown = if ($verb -eq 'HaveCount') { "$($all.Count) items" } else { Format-MiniValue $actual }
            $expected = if ($PSBoundParameters.ContainsKey('ExpectedValue')) { " $(Format-MiniValue $ExpectedValue)" }
            Stop-MiniTest "Expected$(if ($Not) { ' not' }) to $verb$expected, but got $shown." $Because
        }
    }
}

function Test-MiniEqual($Actual, $Expected, [switch]$CaseSensitive) {
    if ($Actual -is [array] -or $Expected -is [array]) {
        $left = @($Actual)
        $right = @($Expected)
        if ($left.Count -ne $right.Count) { return $false }
        for ($i = 0; $i -lt $left.Count; $i++) {
            if (-not (Test-MiniEqual $left[$i] $right[$i] -CaseSensitive:$CaseSensitive)) { return $false }
        }

        return $true
    }

    [bool]$(if ($CaseSensitive) { $Expected -ceq $Actual } else { $Expected -eq $Actual })
}

function Test-MiniEmpty($Value) {
    if ($null -eq $Value) { return $true }
    if ($Value -is [string]) { return $Value.Length -eq 0 }
    if ($Value -is [Collections.IEnumerable]) { return @($Value).Count -eq 0 }
    $false
}

function Test-MiniType($Value, $Type) {
    $target = if ($Type -is [type]) { $Type } else { "$Type".Trim('[', ']') -as [type] }
    if (-not $target) { throw "Should -BeOfType: there is no type '$Type'." }
    $Value -is $target
}

function Assert-MiniThrow($Block, $Message, [string]$ErrorId, [type]$Type, [bool]$Not, [string]$Because, [bool]$PassThru) {
    if ($Block -isnot [scriptblock]) { throw 'Should -Throw needs a script block, as in: { ... } | Should -Throw' }
    $caught = $null
    try { $null = & $Block } catch { $caught = $_ }
    if ($Not) {
        if ($caught) { Stop-MiniTest "Expected no error, but got '$($caught.Exception.Message)'." $Because }
        return
    }

    if (-not $caught) { Stop-MiniTest 'Expected an error, but none was thrown.' $Because }
    if ($Message -and $caught.Exception.Message -notlike $Message) {
        Stop-MiniTest "Expected an error with a message like '$Message', but got '$($caught.Exception.Message)'." $Because
    }

    if ($ErrorId -and $caught.FullyQualifiedErrorId -notlike $ErrorId) {
        Stop-MiniTest "Expected an error with the id '$ErrorId', but got '$($caught.FullyQualifiedErrorId)'." $Because
    }

    if ($Type -and $caught.Exception -isnot $Type) {
        Stop-MiniTest "Expected a $Type, but got a $($caught.Exception.GetType())." $Because
    }

    if ($PassThru) { $caught }
}

function Format-MiniValue($Value) {
    if ($null -eq $Value) { '$null' }
    elseif ($Value -is [string]) { "'$Value'" }
    elseif ($Value -is [array]) { "@($(@($Value | ForEach-Object { Format-MiniValue $_ }) -join ', '))" }
    else { "$Value" }
}

function Stop-MiniTest([string]$Message, [string]$Because) {
    $text = if ($Because) { "$Message Because $Because." } else { $Message }
    throw [Management.Automation.ErrorRecord]::new([Exception]::new($text), 'ShouldFailed', 'InvalidResult', $null)
}
