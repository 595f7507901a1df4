#Requires -Version 7.4
# Runs the examples of help pages and other documents, and writes a line for each: document, example, Passed, Skipped or
# Failed, and why, with tabs between. Each document has a store of its own, connected, and a dispatcher at work on it in
# another runspace.
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string]$Module,
    [Parameter(Mandatory)] [string]$List,
    [Parameter(Mandatory)] [string]$Results
)

$Root = [IO.Path]::GetFullPath([IO.Path]::Combine($PSScriptRoot, '..', '..', '..'))
. $Root/tools/help/Page.ps1
Import-Module $Module

function Start-Helper([string]$Path) {
    $shell = [powershell]::Create([Management.Automation.Runspaces.InitialSessionState]::CreateDefault2())
    [void]$shell.AddScript("Import-Module '$Module'; Start-AsyncDispatcher -Store '$Path'").Invoke()
    $shell
}

# A command that an example calls and this shell does not have. What it gives to a job is for the job to find.
function Find-MissingCommand([Management.Automation.Language.Ast]$Ast) {
    $Ast.FindAll({ $args[0] -is [Management.Automation.Language.CommandAst] }, $false) |
        ForEach-Object { $_.GetCommandName() } |
        Where-Object { $_ -and -not (Get-Command $_ -ErrorAction Ignore) } | Select-Object -First 1
}

# What is wrong with a piece of code before it runs: why it is left out, or why it cannot be right.
function Test-Example([object]$Block) {
    $problems = $null
    $ast = [Management.Automation.Language.Parser]::ParseInput($Block.Code, [ref]$null, [ref]$problems)
    if ($problems) { return 'Failed', "$($problems[0])" }
    if (-not $Block.Runs) { return 'Skipped', 'says that it needs more' }
    if (-not $Block.Code.Trim()) { return 'Failed', 'there is no code' }
    $missing = Find-MissingCommand $ast
    if ($missing) { 'Skipped', "this shell has no $missing" }
}

function Add-Result([string]$Document, [string]$Example, [string]$Outcome, [string]$Why) {
    $lines.Add(($Document, $Example, $Outcome, ($Why -replace '\s+', ' ')) -join "`t")
}

# Runs in the scope of the document, so that an example can use what earlier ones have set.
function Invoke-Document([string]$__name, [object[]]$__examples) {
    foreach ($__example in $__examples) {
        foreach ($__block in $__example.Block) {
            $__verdict = @(Test-Example $__block)
            if ($__verdict) {
                Add-Result $__name $__example.Title @__verdict
                continue
            }

            try {
                $__errors = @(. ([scriptblock]::Create($__block.Code)) 2>&1 3>$null 4>$null 6>$null |
                        Where-Object { $_ -is [Management.Automation.ErrorRecord] })
                $__first = $__errors[0]
                $__verdict = if (-not $__first) { 'Passed', '' }
                else { 'Failed', "$__first ($($__first.FullyQualifiedErrorId))" }
            }
            catch {
                $__verdict = 'Failed', "$_ ($($_.FullyQualifiedErrorId))"
            }

            Add-Result $__name $__example.Title @__verdict
        }
    }
}

# The examples of a help page; those of another document are its code, block by block.
function Read-Document([string]$Path) {
    $page = Read-HelpPage $Path
    if ($page.Example) { return $page.Example }
    $number = 0
    foreach ($block in Read-CodeBlock $page.Text.Split("`n")) {
        [pscustomobject]@{ Title = "block $((++$number))"; Block = @($block) }
    }
}

$lines = [Collections.Generic.List[string]]::new()
foreach ($document in [IO.File]::ReadAllLines($List)) {
    $store = [IO.Path]::Combine([IO.Path]::GetTempPath(), "$([Guid]::NewGuid().ToString('n')).db")
    $isPage = [IO.Path]::GetFileName([IO.Path]::GetDirectoryName($document)) -eq 'help'
    Set-Location $(if ($isPage) { [IO.Path]::GetTempPath() } else { $Root })
    Connect-AsyncStore $store
    $helper = Start-Helper $store
    try {
        Invoke-Document ([IO.Path]::GetFileNameWithoutExtension($document)) @(Read-Document $document)
    }
    finally {
        Connect-AsyncStore $store
        Get-AsyncDispatcher -Local | Stop-AsyncDispatcher -Force
        Disconnect-AsyncStore
        $helper.Runspace.Dispose()
    }
}

[IO.File]::WriteAllLines($Results, $lines)
