# What a script may be and do as a job: all that it may at a prompt. In the dispatcher's process and in a process of its own.

BeforeAll {
    . $PSScriptRoot/Support/Common.ps1
    Import-Module $ModulePath
}

Describe 'A script job, isolation <_>' -ForEach 'Shared', 'Process' {
    BeforeAll {
        $shared = @{ Isolation = $_ }
        Connect-AsyncStore (New-StorePath)
        Start-AsyncDispatcher -Size 2

        # Adds jobs, and gives what they wrote.
        function Invoke-Job {
            $jobs = if ($MyInvocation.ExpectingInput) { $input | Add-AsyncJob @shared @args } else { Add-AsyncJob @shared @args }
            $jobs | Receive-AsyncJob -Wait -Timeout 240
        }

        # Adds a job, and gives it when it has ended.
        function Complete-Job {
            Add-AsyncJob @shared @args | Wait-AsyncJob -Timeout 240
        }

        # A module of one file in a folder of its own; its path.
        function New-ScriptModule([string]$Name, [string]$Text) {
            $folder = [IO.Directory]::CreateDirectory([IO.Path]::Combine($TestDrive, 'modules', $Name)).FullName
            $path = [IO.Path]::Combine($folder, "$Name.psm1")
            [IO.File]::WriteAllText($path, $Text)
            $path
        }
    }

    AfterAll {
        Stop-AsyncDispatcher -Force
        Disconnect-AsyncStore
    }

    Context 'takes arguments' {
        It 'as parameters, by position and by name, converted to their types' {
            $script = { param([int]$Count, [datetime]$Day, [switch]$Loud) "$($Count + 1) $($Day.Year) $Loud" }
            Invoke-Job $script -ArgumentList '41', '2024-02-29' | Should -Be '42 2024 False'
            Invoke-Job $script -Parameters @{ Day = '2024-02-29'; Count = 1; Loud = $true } | Should -Be '2 2024 True'
        }

        It 'with their defaults, and mandatory ones that are missing fail the job and ask nobody' {
            Invoke-Job { param($Name = 'nobody') $Name } | Should -Be 'nobody'
            $job = Complete-Job { param([Parameter(Mandatory)] $Name) $Name }
            "$($job.Outcome)" | Should -Be 'Failed'
            $job.Error.Message | Should -BeLike '*Name*'
        }

        It 'that are validated' {
            $script = { param([ValidateRange(1, 5)] [int]$Stars, [ValidateSet('a', 'b')] [string]$Kind = 'a') "$Kind$Stars" }
            Invoke-Job $script -ArgumentList 5, 'b' | Should -Be 'b5'
            $job = Complete-Job $script -ArgumentList 6
            "$($job.Outcome)" | Should -Be 'Failed'
            $job.Error.ErrorId | Should -BeLike 'ParameterArgumentValidationError*'
            $job.Error.Message | Should -BeLike "*'Stars'*"
        }

        It 'as $args, if it has no parameters' {
            Invoke-Job { $args.Count; $args[1] } -ArgumentList 'a', 'b', 'c' | Should -Be 3, 'b'
        }

        It 'splatted on, with $PSBoundParameters' {
            $script = { param($a, $b) function Join { param($a, $b) "$a-$b" } Join @PSBoundParameters }
            Invoke-Job $script -Parameters @{ a = 1; b = 2 } | Should -Be '1-2'
        }
    }

    Context 'takes a piped object' {
        It 'as $_' {
            1..3 | Invoke-Job { $_ * 10 } | Should -Be 10, 20, 30
        }

        It 'as the first argument' {
            5 | Invoke-Job { param($x, $y) $x + $y } -ArgumentList 1 | Should -Be 6
        }

        It 'as $input' {
            5 | Invoke-Job { @($input)[0] + 1 } | Should -Be 6
        }

        It 'through begin, process and end' {
            'x' | Invoke-Job { begin { 'begin' } process { "process $_" } end { 'end' } } | Should -Be 'begin', 'process x', 'end'
        }

        It 'and cleans up after it with clean' {
            'x' | Invoke-Job { begin { $n = 1 } process { "$_$n" } clean { Write-Verbose 'cleaned' } } |
                Should -Be 'x1'
        }

        It 'bound to a parameter from the pipeline' {
            $script = { [CmdletBinding()] param([Parameter(ValueFromPipeline)] [int]$Number) process { $Number + 1 } }
            '41' | Invoke-Job $script | Should -Be 42
        }
    }

    Context 'takes values of the session' {
        It 'with $using:, whole expressions too' {
            $number, $table = 7, @{ list = 'a', 'b', 'c' }
            Invoke-Job { $using:number; $using:table.list[1]; ($using:table)['list'].Count } | Should -Be 7, 'b', 3
        }

        It 'as they were when it was added' {
            $word = 'before'
            $job = Add-AsyncJob { $using:word } @shared
            $word = 'after'
            $job | Receive-AsyncJob -Wait -Timeout 240 | Should -Be 'before'
            $word | Should -Be 'after'
        }
    }

    Context 'takes functions of the session with -Function' {
        BeforeAll {
            function Get-Double([int]$Number) { $Number * 2 }
            function Get-Quadruple { param($Number) Get-Double (Get-Double $Number) }
            filter Select-Even { if ($_ % 2 -eq 0) { $_ } }
        }

        It 'by name, with parameters, calling each other; filters, too' {
            Invoke-Job { Get-Quadruple 3 } -Function Get-Double, Get-Quadruple | Should -Be 12
            Invoke-Job { 1..4 | Select-Even } -Function Select-Even | Should -Be 2, 4
        }

        It 'by pattern' {
            Invoke-Job { Get-Quadruple 1 } -Function Get-*uble, Get-Quad* | Should -Be 4
        }

        It 'as they were when it was added, and for this job alone' {
            function Get-Word { 'before' }
            $job = Add-AsyncJob { Get-Word } -Function Get-Word @shared
            function Get-Word { 'after' }
            $job | Receive-AsyncJob -Wait -Timeout 240 | Should -Be 'before'
            1..2 | ForEach-Object { (Complete-Job { Get-Word }).Error.ErrorId } | Should -Be 'CommandNotFoundException', 'CommandNotFoundException'
            Get-Word | Should -Be 'after'
        }

        It 'for its callbacks, too' {
            $job = Add-AsyncJob { 21 } -OnSuccess { Get-Double $args[0] } -Function Get-Double @shared
            Receive-AsyncJob $job.Callback[0] -Wait -Timeout 240 | Should -Be 42
        }

        It 'for scripts with classes, errors and a process block of their own' {
            $job = Complete-Job { Get-Double 1; throw 'late' } -Function Get-Double
            $job.Result, $job.Error.Message | Should -Be 2, 'late'
            4 | Invoke-Job { process { Get-Double $_ } } -Function Get-Double | Should -Be 8
        }
    }

    Context 'takes modules' {
        It 'with -ImportModule, by path or by name' {
            $path = New-ScriptModule Greeter 'function Get-Greeting { "Hello, $args" }; Export-ModuleMember -Function *'
            Invoke-Job { Get-Greeting you } -ImportModule $path | Should -Be 'Hello, you'
        }

        It 'and fails when there is none' {
            $job = Complete-Job { 1 } -ImportModule NoSuchModuleAnywhere
            "$($job.Outcome)" | Should -Be 'Failed'
            $job.Error.Message | Should -BeLike '*NoSuchModuleAnywhere*'
        }

        It 'with #requires' {
            $path = New-ScriptModule Needed 'function Get-Needed { "needed" }'
            $file = New-Script "#requires -Version 7.0 -Modules '$path'`nGet-Needed"
            Invoke-Job -FilePath $file | Should -Be 'needed'
        }

        It 'with using module, and its classes' {
            $path = New-ScriptModule Shapes 'class Square { [int]$Side; [int] Area() { return $this.Side * $this.Side } }'
            $file = New-Script "using module '$path'`nparam(`$side)`n([Square]@{ Side = `$side }).Area()"
            Invoke-Job -FilePath $file -ArgumentList 5 | Should -Be 25
        }

        It 'and says what it lacks when #requires is not met' {
            $job = Complete-Job -FilePath (New-Script "#requires -Version 99.0`n1")
            $job.Error.ErrorId, $job.Result | Should -Be 'ScriptRequires', $null
            $job.Error.Message | Should -BeLike '*requires PowerShell 99.0*'
        }
    }

    Context 'starts where it was told' {
        It 'in the folder of -WorkingDirectory, as seen from here' {
            $folder = [IO.Directory]::CreateDirectory([IO.Path]::Combine($TestDrive, 'work [1]')).FullName
            Invoke-Job { "$(Get-Location)" } -WorkingDirectory $folder | Should -Be $folder
            Push-Location $TestDrive
            try { Invoke-Job { "$(Get-Location)" } -WorkingDirectory './work [1]' | Should -Be $folder }
            finally { Pop-Location }
            Invoke-Job { "$(Get-Location)" } | Should -Not -Be $folder
        }

        It 'with native commands in that folder, too' -Skip:$IsWindows {
            $folder = [IO.Directory]::CreateDirectory([IO.Path]::Combine($TestDrive, 'native')).FullName
            (Invoke-Job { sh -c 'basename "$PWD"' } -WorkingDirectory $folder) | Should -Be 'native'
        }

        It 'and fails where that folder is missing' {
            $job = Complete-Job { 1 } -WorkingDirectory ([IO.Path]::Combine($TestDrive, 'missing'))
            "$($job.Outcome)" | Should -Be 'Failed'
            $job.Error.Message | Should -BeLike '*missing*'
        }

        It 'with the cultures of -Culture and -UICulture' {
            $script = { (1234.5).ToString('n1'); [cultureinfo]::CurrentUICulture.Name }
            Invoke-Job $script -Culture de-DE -UICulture fr-FR | Should -Be '1.234,5', 'fr-FR'
            Invoke-Job { [cultureinfo]::CurrentCulture.Name, [cultureinfo]::CurrentUICulture.Name } |
                Should -Not -Contain 'fr-FR'
        }

        It 'at the path of its file, with -FilePath' {
            $file = New-Script '$PSScriptRoot'
            Invoke-Job -FilePath $file | Should -Be ([IO.Path]::GetDirectoryName($file))
        }
    }

    Context 'ends' {
        It 'with exit, and its dispatcher lives: exit 0 is success, another code is the failure JobExited' {
            $good, $bad = (Complete-Job { 'a'; exit 0; 'b' }), (Complete-Job { 'a'; exit 3; 'b' })
            "$($good.Outcome) $($good.Result) $($good.ExitCode)" | Should -Be 'Succeeded a 0'
            "$($bad.Outcome) $($bad.Result) $($bad.ExitCode)" | Should -Be 'Failed a 3'
            $bad.Error.ErrorId | Should -Be 'JobExited'
            Invoke-Job { 'alive' } | Should -Be 'alive'
        }

        It 'with exit in a function, too' {
            (Complete-Job { function Leave { exit 4 } Leave; 'not here' }).ExitCode | Should -Be 4
        }

        It 'with return, break and a throw of any object' {
            Invoke-Job { 1; return 2; 3 } | Should -Be 1, 2
            "$((Complete-Job { 1; break; 2 }).Outcome)" | Should -Be 'Succeeded'
            (Complete-Job { throw @{ code = 7 } }).Error.Message | Should -BeLike '*Hashtable*'
        }

        It 'at an error that ends a statement; others are recorded, and end it with -StopOnError' {
            $job = Complete-Job { [IO.File]::ReadAllText('/no/such/file'); 'not here' }
            "$($job.Outcome)", $job.Result | Should -Be 'Failed', $null
            $job = Complete-Job { Write-Error 'small'; 'here' }
            "$($job.Outcome) $($job.Result) $($job.HadErrors)" | Should -Be 'Succeeded here True'
            $job = Complete-Job { Write-Error 'small'; 'not here' } -StopOnError
            "$($job.Outcome) $($job.Result)" | Should -Be 'Failed '
            $job.Error.Message | Should -Be 'small'
        }
    }

    Context 'runs native commands' -Skip:$IsWindows {
        It 'keeps their output, and shows their exit code' {
            $job = Complete-Job { sh -c 'echo out; echo err >&2; exit 5' }
            "$($job.Outcome) $($job.Result) $($job.ExitCode)" | Should -Be 'Succeeded out 5'
            $job = Complete-Job { sh -c 'exit 0' }
            "$($job.Outcome) $($job.ExitCode)" | Should -Be 'Succeeded 0'
            (Complete-Job { 'none' }).ExitCode | Should -BeNullOrEmpty
        }

        It 'sees the code as $LASTEXITCODE and may pass it on' {
            $job = Complete-Job { sh -c 'exit 6'; exit $LASTEXITCODE }
            "$($job.Outcome) $($job.ExitCode)" | Should -Be 'Failed 6'
        }

        It 'fails at a bad exit code with -StopOnError' {
            $job = Complete-Job { sh -c 'exit 7'; 'not here' } -StopOnError
            "$($job.Outcome) $($job.Result) $($job.ExitCode)" | Should -Be 'Failed  7'
            $job.Error.ErrorId | Should -BeLike 'ProgramExitedWithNonZeroCode*'
        }

        It 'feeds them from the pipeline, and leaves them no terminal to wait at' {
            Invoke-Job { 'a', 'b' | sh -c 'wc -l' } | ForEach-Object Trim | Should -Be '2'
        }
    }

    Context 'defines types' {
        It 'with class and enum' {
            $script = {
                enum Suit { Hearts; Spades }
                class Card {
                    [Suit]$Suit
                    hidden [int]$Rank = 1
                    static [int]$Made = 0
                    Card([Suit]$suit) { $this.Suit = $suit; [Card]::Made++ }
                    [string] ToString() { return "$($this.Suit) $($this.Rank)" }
                }
                class Ace : Card { Ace() : base('Spades') { $this.Rank = 14 } }
                "$([Ace]::new()), $([Card]::new('Hearts'))"
            }
            Invoke-Job $script | Should -Be 'Spades 14, Hearts 1'
            Invoke-Job $script | Should -Be 'Spades 14, Hearts 1'
        }
    }
}

Describe 'Add-AsyncJob' {
    BeforeAll {
        Connect-AsyncStore (New-StorePath)
    }

    AfterAll {
        Disconnect-AsyncStore
    }

    It 'refuses a $using: of what the session has not, with line and column' {
        { Add-AsyncJob { $using:noSuchVariable } } |
            Should -Throw '*line *, column*noSuchVariable*' -ErrorId 'ScriptInvalid,AsyncPS.Commands.AddAsyncJobCommand'
    }

    It 'refuses a function that is not here, and one that belongs to a module' {
        { Add-AsyncJob { 1 } -Function No-SuchFunction } |
            Should -Throw "*no function 'No-SuchFunction'*" -ErrorId 'ArgumentInvalid,AsyncPS.Commands.AddAsyncJobCommand'
        $path = [IO.Path]::Combine($TestDrive, 'Owner.psm1')
        [IO.File]::WriteAllText($path, 'function Get-Owned { }')
        Import-Module $path
        try {
            { Add-AsyncJob { 1 } -Function Get-Owned } | Should -Throw '*belongs to the module Owner*-ImportModule Owner*'
        }
        finally {
            Remove-Module Owner
        }
    }

    It 'refuses a place that is no folder, and a culture that is none' {
        { Add-AsyncJob { 1 } -WorkingDirectory 'Env:\' } | Should -Throw '*provider Environment*'
        { Add-AsyncJob { 1 } -Culture 'not a culture' } | Should -Throw '*Culture*'
    }

    It 'completes functions, modules and cultures' {
        function Get-MyOwnThing { }
        function Complete-Line([string]$Line) {
            ([Management.Automation.CommandCompletion]::CompleteInput($Line, $Line.Length, $null)).CompletionMatches.CompletionText
        }

        Complete-Line 'Add-AsyncJob {} -Function Get-MyO' | Should -Be 'Get-MyOwnThing'
        Complete-Line 'Add-AsyncJob {} -Culture de-A' | Should -Contain 'de-AT'
        Complete-Line 'Add-AsyncJob {} -ImportModule Microsoft.PowerShell.U' | Should -Contain 'Microsoft.PowerShell.Utility'
    }
}

Describe 'Invoke-AsyncJob' {
    It 'runs a script here with the functions, the folder and the culture of its job' {
        Connect-AsyncStore (New-StorePath)
        function Get-Third { $args[0] / 3 }
        $job = Add-AsyncJob { (Get-Third 10.5).ToString('n1'); "$(Get-Location)" } -Function Get-Third -WorkingDirectory $TestDrive -Culture de-DE
        $here = "$(Get-Location)"
        Invoke-AsyncJob $job | Should -Be '3,5', "$TestDrive"
        "$(Get-Location)" | Should -Be $here
        Disconnect-AsyncStore
    }
}
