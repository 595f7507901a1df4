# A small stand-in for Pester 5, for machines without pwsh and Pester: what the files of this repository use, as Pester
# does it, so that the same files pass both ways. Dot-sourced by Run.ps1, which then calls Invoke-MiniPester.
#
# As in Pester a file runs twice over: the discovery runs it with Describe and Context, and only takes note of the other
# blocks; the run then calls those. Each block and each test is run by a function of its own that dot-sources the file's
# script blocks: so what BeforeAll sets is seen by the tests within it and by nothing else. Variables here begin with
# __mp because the tests' scopes lie within these functions'.

. $PSScriptRoot/MiniPester.Should.ps1

$__mp = [pscustomobject]@{
    Block = $null          # the block that the discovery is in
    Passed = 0
    Failed = 0
    Skipped = 0
    IsRealShell = $Host.Name -eq 'ConsoleHost'
}

function New-MiniBlock([string]$Name, [object]$Parent, [object]$Data, [bool]$Skip) {
    [pscustomobject]@{
        Name = $Name
        Parent = $Parent
        Data = $Data
        Skip = $Skip
        Children = [Collections.Generic.List[object]]::new()
        BeforeAll = [Collections.Generic.List[scriptblock]]::new()
        AfterAll = [Collections.Generic.List[scriptblock]]::new()
        BeforeEach = [Collections.Generic.List[scriptblock]]::new()
        AfterEach = [Collections.Generic.List[scriptblock]]::new()
        Body = $null       # a test's; a block has none
    }
}

# <name> becomes the value of that name in the row of data, <_> the row itself.
function Expand-MiniName([string]$Name, [object]$Data) {
    [regex]::Replace($Name, '<([\w.]+)>', {
        param($match)
        $value = $Data
        foreach ($part in $match.Groups[1].Value.Split('.')) {
            if ($part -eq '_') { continue }
            if ($null -eq $value) { return $match.Value }
            $value = $value.$part
        }
        if ($null -eq $value) { '$null' } else { "$value" }
    })
}

# --- What test files call -----------------------------------------------------------------------------------------

function Describe {
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute(
        'PSAvoidAssignmentToAutomaticVariable', '', Justification = "Pester's name for it.")]
    param(
        [Parameter(Mandatory, Position = 0)] [string]$Name,
        [Parameter(Mandatory, Position = 1)] [scriptblock]$Fixture,
        [string[]]$Tag = @(),
        [switch]$Skip,
        [Alias('TestCases')] [object[]]$ForEach
    )

    $__mpRows = @(if ($PSBoundParameters.ContainsKey('ForEach')) { $ForEach } else { , $null })
    foreach ($__mpRow in $__mpRows) {
        $__mpParent = $__mp.Block
        $__mpSkip = $Skip -or $__mpParent.Skip -or ('RealShell' -in $Tag -and -not $__mp.IsRealShell)
        $__mp.Block = New-MiniBlock (Expand-MiniName $Name $__mpRow) $__mpParent $__mpRow $__mpSkip
        $__mpParent.Children.Add($__mp.Block)
        try {
            & $Fixture
        }
        finally {
            $__mp.Block = $__mpParent
        }
    }
}

${function:Context} = ${function:Describe}

function It {
    [Diagnostics.CodeAnalysis.SuppressMessageAttribute(
        'PSAvoidAssignmentToAutomaticVariable', '', Justification = "Pester's name for it.")]
    param(
        [Parameter(Mandatory, Position = 0)] [string]$Name,
        [Parameter(Mandatory, Position = 1)] [scriptblock]$Test,
        [string[]]$Tag = @(),
        [switch]$Skip,
        [Alias('TestCases')] [object[]]$ForEach
    )

    $__mpRows = @(if ($PSBoundParameters.ContainsKey('ForEach')) { $ForEach } else { , $null })
    foreach ($__mpRow in $__mpRows) {
        $__mpSkip = $Skip -or $__mp.Block.Skip -or ('RealShell' -in $Tag -and -not $__mp.IsRealShell)
        $__mpTest = New-MiniBlock (Expand-MiniName $Name $__mpRow) $__mp.Block $__mpRow $__mpSkip
        $__mpTest.Body = $Test
        $__mp.Block.Children.Add($__mpTest)
    }
}

function BeforeAll([scriptblock]$Scriptblock) { $__mp.Block.BeforeAll.Add($Scriptblock) }
function AfterAll([scriptblock]$Scriptblock) { $__mp.Block.AfterAll.Add($Scriptblock) }
function BeforeEach([scriptblock]$Scriptblock) { Add-MiniEach BeforeEach $Scriptblock }
function AfterEach([scriptblock]$Scriptblock) { Add-MiniEach AfterEach $Scriptblock }

# Pester refuses these outside of Describe, so MiniPester does, too.
function Add-MiniEach([string]$Kind, [scriptblock]$Scriptblock) {
    if (-not $__mp.Block.Parent) { throw "$Kind stands outside of Describe, where Pester does not allow it." }
    $__mp.Block.$Kind.Add($Scriptblock)
}

function Set-ItResult {
    param([switch]$Skipped, [switch]$Inconclusive, [switch]$Pending, [string]$Because)

    throw [Management.Automation.ErrorRecord]::new(
        [Exception]::new("is skipped, because $Because"), 'MiniPesterTestSkipped', 'OperationStopped', $null)
}

# --- The run --------------------------------------------------------------------------------------------------------

function Invoke-MiniPester([string]$Path) {
    $__mpClock = [Diagnostics.Stopwatch]::StartNew()
    $__mpRoot = New-MiniBlock '' $null $null $false
    $__mp.Block = $__mpRoot
    $TestDrive = [IO.Directory]::CreateTempSubdirectory('mini-pester-').FullName
    try {
        & $Path
        Invoke-MiniBlock $__mpRoot
    }
    catch {
        Write-MiniFailure ([IO.Path]::GetFileName($Path)) $_
    }
    finally {
        Remove-MiniFolder $TestDrive
    }

    Write-Host ('    {0,-40} {1,4} passed, {2} failed, {3} skipped {4,8:0.0} s' -f @(
        [IO.Path]::GetFileName($Path), $__mp.Passed, $__mp.Failed, $__mp.Skipped, $__mpClock.Elapsed.TotalSeconds))
    $__mp.Passed, $__mp.Failed, $__mp.Skipped
}

function Invoke-MiniBlock($__mpBlock) {
    if ($__mpBlock.Skip) {
        $__mp.Skipped += Measure-MiniTest $__mpBlock
        return
    }

    . Set-MiniData $__mpBlock.Data
    try {
        $__mpStarted = $false
        foreach ($__mpStep in $__mpBlock.BeforeAll) { . Invoke-MiniStep $__mpStep $__mpBlock.Data }
        $__mpStarted = $true
        foreach ($__mpChild in $__mpBlock.Children) {
            if ($__mpChild.Body) { Invoke-MiniTest $__mpChild } else { Invoke-MiniBlock $__mpChild }
        }
    }
    catch {
        if ($__mpStarted) { throw }
        Write-MiniFailure "$(Get-MiniPath $__mpBlock): BeforeAll" $_ (Measure-MiniTest $__mpBlock)
    }
    finally {
        foreach ($__mpStep in $__mpBlock.AfterAll) {
            try { . Invoke-MiniStep $__mpStep $__mpBlock.Data }
            catch { Write-MiniFailure "$(Get-MiniPath $__mpBlock): AfterAll" $_ }
        }
    }
}

function Invoke-MiniTest($__mpTest) {
    if ($__mpTest.Skip) {
        $__mp.Skipped++
        return
    }

    . Set-MiniData $__mpTest.Data
    $__mpError = $null
    try {
        foreach ($__mpStep in @(Get-MiniStep $__mpTest BeforeEach)) { . Invoke-MiniStep $__mpStep $__mpTest.Data }
        . Invoke-MiniStep $__mpTest.Body $__mpTest.Data
    }
    catch {
        $__mpError = $_
    }
    finally {
        foreach ($__mpStep in @(Get-MiniStep $__mpTest AfterEach)) {
            try { . Invoke-MiniStep $__mpStep $__mpTest.Data } catch { $__mpError ??= $_ }
        }
    }

    if (-not $__mpError) {
        $__mp.Passed++
    }
    elseif ($__mpError.FullyQualifiedErrorId -like 'MiniPesterTestSkipped*') {
        $__mp.Skipped++
    }
    else {
        Write-MiniFailure (Get-MiniPath $__mpTest) $__mpError
    }
}

# Dot-sourced, as are the next: a row's keys become variables of the caller.
function Set-MiniData($__mpData) {
    if ($__mpData -is [Collections.IDictionary]) {
        foreach ($__mpKey in @($__mpData.Keys)) { Set-Variable -Name $__mpKey -Value $__mpData[$__mpKey] }
    }
}

# ForEach-Object runs a block in the scope that it is called from, and is the only way to give it a $_.
function Invoke-MiniStep($__mpBody, $__mpData) {
    $null = ForEach-Object -InputObject $__mpData -Process $__mpBody
}

# The steps of all blocks around a test: from outside in before it, from inside out after it.
function Get-MiniStep($Test, [string]$Kind) {
    $blocks = for ($block = $Test.Parent; $block; $block = $block.Parent) { $block }
    $blocks = @($blocks)
    if ($Kind -eq 'BeforeEach') { [Array]::Reverse($blocks) }
    foreach ($block in $blocks) { $block.$Kind }
}

function Get-MiniPath($Block) {
    $names = for (; $Block.Parent; $Block = $Block.Parent) { $Block.Name }
    $names = @($names)
    [Array]::Reverse($names)
    $names -join ' > '
}

function Measure-MiniTest($Block) {
    if ($Block.Body) { return 1 }
    $sum = 0
    foreach ($child in $Block.Children) { $sum += Measure-MiniTest $child }
    $sum
}

function Write-MiniFailure([string]$What, [Management.Automation.ErrorRecord]$Reason, [int]$Count = 1) {
    $__mp.Failed += [Math]::Max(1, $Count)
    $where = @($Reason.ScriptStackTrace -split "`n" | Where-Object { $_ -like '*.Tests.ps1*' }) | Select-Object -First 1
    Write-Host "    [-] $What" -ForegroundColor Red
    Write-Host "        $("$($Reason.Exception.Message)".Trim() -replace '\r?\n', "`n        ")"
    if ($where) { Write-Host "        $where" }
}

# Removes what a test may have made unwritable, too.
function Remove-MiniFolder([string]$Path) {
    try {
        [IO.Directory]::Delete($Path, $true)
    }
    catch {
        Write-Host "    (left behind: $Path, $($_.Exception.InnerException.Message))"
    }
}
