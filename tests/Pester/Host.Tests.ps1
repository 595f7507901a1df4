# The pocket host as a program: what goes in, what comes out, and how it ends. It is started as a child, so the file
# says the same whichever shell runs it.

BeforeAll {
    . $PSScriptRoot/Support/Common.ps1

    function Invoke-PocketHost([string[]]$ArgumentList, [hashtable]$Environment = @{}) {
        Complete-Child (Start-Child $HostPath $ArgumentList $Environment)
    }

    function Invoke-PocketScript([string]$Text, [string[]]$ArgumentList = @(), [hashtable]$Environment = @{}) {
        Invoke-PocketHost (@(New-Script $Text) + $ArgumentList) $Environment
    }
}

Describe 'AsyncHost exit codes' {
    It 'gives the number of exit in <Kind> as its own' -ForEach @(
        @{ Kind = 'a script'; How = 'script'; Text = 'exit 7'; Code = 7 }
        @{ Kind = 'a command'; How = 'command'; Text = 'exit 8'; Code = 8 }
        @{ Kind = 'a function of a script'; How = 'script'; Text = 'function f { exit 9 }; f; exit 1'; Code = 9 }
        @{ Kind = 'a script that ends well after an error'; How = 'script'; Text = "Write-Error x; exit 0"; Code = 0 }
    ) {
        $run = if ($How -eq 'script') { Invoke-PocketScript $Text } else { Invoke-PocketHost '-Command', $Text }
        $run.ExitCode | Should -Be $Code
    }

    It 'is 0 when a script ends, whatever non-terminating errors it wrote' {
        (Invoke-PocketScript "Write-Error 'x'; 'end'").ExitCode | Should -Be 0
    }

    It 'is 1 after an uncaught error' {
        (Invoke-PocketScript "throw 'no'").ExitCode | Should -Be 1
    }

    It 'is 1 when the last command of -Command failed' {
        (Invoke-PocketHost '-Command', "Write-Error 'x'").ExitCode | Should -Be 1
    }

    It 'is 64 for <What>, with a sentence on standard error' -ForEach @(
        @{ What = 'an unknown option'; ArgumentList = @('-Nonsense') }
        @{ What = 'a script that does not exist'; ArgumentList = @('no-such-file.ps1') }
        @{ What = '-Command without text'; ArgumentList = @('-Command') }
    ) {
        $run = Invoke-PocketHost $ArgumentList
        $run.ExitCode | Should -Be 64
        $run.Error | Should -BeLike 'AsyncHost: *AsyncHost -Help*'
    }

    It 'leaves the number of a called script in $LASTEXITCODE, and goes on' {
        $called = New-Script 'exit 5'
        (Invoke-PocketHost '-Command', "& '$called'; ""code `$LASTEXITCODE""").Output | Should -Be "code 5`n"
    }

    It 'leaves the number of a native command in $LASTEXITCODE' {
        (Invoke-PocketHost '-Command', "& '$HostPath' -Command 'exit 6'; `$LASTEXITCODE").Output | Should -Be "6`n"
    }
}

Describe 'AsyncHost arguments' {
    BeforeAll {
        $echo = New-Script @'
param([string]$Name, [int]$Number, [switch]$Flag, [object]$Any, [Parameter(ValueFromRemainingArguments)] $Rest)
"$Name|$Number|$Flag|$($Any.GetType().Name)|$($Rest -join ',')"
'@
    }

    It 'binds <ArgumentList>' -ForEach @(
        @{ ArgumentList = @('-Name', 'a b', '-Number', '3', '-Flag'); Expected = 'a b|3|True||' }
        @{ ArgumentList = @('-Name:x', '-Number:4', '-Flag:$false'); Expected = 'x|4|False||' }
        @{ ArgumentList = @('first', '5', '12'); Expected = 'first|5|False|String|' }
        @{ ArgumentList = @('-Name', '1,2', '-Number', '-5'); Expected = '1,2|-5|False||' }
        @{ ArgumentList = @('n', '1', 'any', 'more', 'still'); Expected = 'n|1|False|String|more,still' }
    ) {
        (Invoke-PocketHost (@($echo) + $ArgumentList)).Output | Should -Be "$Expected`n"
    }

    It 'refuses a value that does not fit, naming the parameter' {
        $run = Invoke-PocketHost $echo, '-Number', 'many'
        $run.ExitCode | Should -Be 1
        $run.Error | Should -Match "parameter 'Number'"
    }

    It 'joins the words of -Command' {
        (Invoke-PocketHost '-NoProfile', '-c', '1', '+', '2').Output | Should -Be "3`n"
    }

    It 'gives scripts their own path' {
        (Invoke-PocketScript '[IO.Path]::GetDirectoryName($PSCommandPath) -eq $PSScriptRoot').Output | Should -Be "True`n"
    }
}

Describe 'AsyncHost output' {
    It 'shows objects as PowerShell shows them' {
        $output = (Invoke-PocketScript "[pscustomobject]@{ A = 1; B = 'x' }").Output
        $output | Should -BeLike "*A B*- -*1 x*"
    }

    It 'sends errors to standard error with file, line and reason' {
        $run = Invoke-PocketScript "'before'`nthrow 'the reason'"
        $run.Output | Should -Be "before`n"
        $run.Error | Should -BeLike '*.ps1:2*the reason*'
    }

    It 'keeps warnings, verbose and host text on standard output, each marked' {
        $run = Invoke-PocketScript "Write-Warning w; Write-Verbose v -Verbose; Write-Host h; Write-Information i"
        $run.Output | Should -Be "WARNING: w`nVERBOSE: v`nh`n"
        $run.Error | Should -BeNullOrEmpty
    }

    It 'writes no escape sequence when redirected' {
        $run = Invoke-PocketScript @'
[pscustomobject]@{ A = 1 }
Write-Host h -ForegroundColor Red
"$($PSStyle.Foreground.Green)green$($PSStyle.Reset)"
Write-Warning w
Write-Progress p -PercentComplete 5
Write-Error e
1/0
'@
        $run.Output + $run.Error | Should -Not -Match "`e"
        $run.Output | Should -Not -Match 'p \['
    }

    It 'keeps escape sequences when the script asks for them' {
        $run = Invoke-PocketScript '$PSStyle.OutputRendering = "Ansi"; "$($PSStyle.Foreground.Green)green"'
        $run.Output | Should -Match "`e\[32mgreen"
    }

    It 'lays out for the width that COLUMNS gives' {
        $run = Invoke-PocketScript '$Host.UI.RawUI.BufferSize.Width' -Environment @{ COLUMNS = '77' }
        $run.Output | Should -Be "77`n"
    }

    It 'asks nothing when nobody can answer' {
        $run = Invoke-PocketScript 'param([Parameter(Mandatory)] [string]$Name) $Name'
        $run.ExitCode | Should -Be 1
        $run.Error | Should -Match 'missing mandatory parameters: Name'
    }

    It 'says that a command belongs to pwsh when it is missing here' {
        (Invoke-PocketScript 'Get-ChildItem').Error | Should -Match 'pocket PowerShell without Get-ChildItem'
    }

    It 'lists its own commands with -Help' {
        (Invoke-PocketHost '-Help').Output | Should -BeLike '*Select-Object*Write-Output*'
    }
}

Describe 'AsyncHost beside another PowerShell' {
    It 'leaves the modules of the shell that started it alone' {
        $foreign = [IO.Path]::Combine($TestDrive, 'foreign', 'Microsoft.PowerShell.Management')
        [void][IO.Directory]::CreateDirectory($foreign)
        [IO.File]::WriteAllText("$foreign/Microsoft.PowerShell.Management.psd1", "@{
            ModuleVersion = '7.0.0.0'; NestedModules = 'No.Such.dll'; CmdletsToExport = 'Get-Location', 'Get-Foreign' }")
        $path = @{ PSModulePath = [IO.Path]::GetDirectoryName($foreign) }
        $run = Invoke-PocketHost '-Command', '(Get-Location).Path.Length -gt 0; Get-Command Get-Foreign' $path
        $run.Output | Should -Be "True`n"
        $run.Error | Should -Match "The term 'Get-Foreign' is not recognized"
    }
}

Describe 'AsyncHost stopped from outside' -Skip:$IsWindows {
    BeforeAll {
        # What a shell starts in the background ignores SIGINT, and so do its children, unless env says otherwise.
        $listen = if (-not $IsMacOS) { & env --default-signal=INT echo yes 2>$null }

        # Starts a script and comes back once it has said that it runs.
        function Start-Signalled([string]$Text, [string]$Started) {
            $script = New-Script "[IO.File]::WriteAllText('$Started', ''); $Text"
            $child = if ($listen) { Start-Child env '--default-signal=INT', $HostPath, $script }
                else { Start-Child $HostPath $script }
            Wait-File $Started
            $child
        }

        function Wait-File([string]$Path) {
            $clock = [Diagnostics.Stopwatch]::StartNew()
            while (-not [IO.File]::Exists($Path)) {
                if ($clock.Elapsed.TotalSeconds -gt 180) { throw "$Path did not appear." }
                Start-Sleep -Milliseconds 20
            }
        }
    }

    It 'lets the script clean up on <Signal>, then ends with <Code>' -ForEach @(
        @{ Signal = 'TERM'; Code = 143 }
        @{ Signal = 'INT'; Code = 130 }
    ) {
        $cleaned = [IO.Path]::Combine($TestDrive, "cleaned-$Signal")
        $script = "try { Start-Sleep 600 } finally { [IO.File]::WriteAllText('$cleaned', '') }"
        $child = Start-Signalled $script ([IO.Path]::Combine($TestDrive, "started-$Signal"))
        & kill "-$Signal" $child.Process.Id
        (Complete-Child $child).ExitCode | Should -Be $Code
        $cleaned | Should -Exist
    }

    It 'leaves SIGTERM to a command that handles it, and goes on after it' {
        $ready = [IO.Path]::Combine($TestDrive, 'ready')
        $store = New-StorePath
        $script = @"
Import-Module '$ModulePath'
Connect-AsyncStore '$store'
`$null = Add-AsyncJob { [IO.File]::WriteAllText('$ready', '') }
Start-AsyncDispatcher -Wait
'went on'
exit 3
"@
        $child = Start-Signalled $script ([IO.Path]::Combine($TestDrive, 'started-dispatcher'))
        Wait-File $ready
        & kill -TERM $child.Process.Id
        $run = Complete-Child $child
        $run.Output | Should -Be "went on`n" -Because $run.Error
        $run.ExitCode | Should -Be 3
    }

    It 'ends on the second signal, whatever the script does' {
        $cleaning = [IO.Path]::Combine($TestDrive, 'cleaning')
        $script = "try { Start-Sleep 600 } finally { [IO.File]::WriteAllText('$cleaning', ''); while (`$true) { } }"
        $child = Start-Signalled $script ([IO.Path]::Combine($TestDrive, 'started-twice'))
        & kill -INT $child.Process.Id
        Wait-File $cleaning
        & kill -INT $child.Process.Id
        (Complete-Child $child).ExitCode | Should -Be 130
    }
}
