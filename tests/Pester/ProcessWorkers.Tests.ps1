# Jobs in child processes that behave: as in process.

BeforeAll {
    . $PSScriptRoot/Support/Common.ps1
    . $PSScriptRoot/Support/ProcessJobs.ps1
    Import-Module $ModulePath
}

Describe 'A job in a process of its own' {
    BeforeAll {
        Connect-AsyncStore (New-StorePath)
        Start-AsyncDispatcher -Size 3
    }

    AfterAll {
        Stop-AsyncDispatcher -Force
        Disconnect-AsyncStore
    }

    It 'has the first runspace of its process, and the environment and text rendering of the dispatcher' {
        $script = {
            [runspace]::DefaultRunspace.Id
            $names = [string[]][Environment]::GetEnvironmentVariables().Keys
            [Array]::Sort($names, [StringComparer]::Ordinal)
            $names -join ' '
            "$($PSStyle.OutputRendering)"
        }
        $here, $there = 'Shared', 'Process' | ForEach-Object {
            , (Add-AsyncJob $script -Isolation $_ | Receive-AsyncJob -Wait -Timeout 240)
        }
        $there[0] | Should -Be 1
        $there[1] | Should -BeExactly $here[1]
        $there[2] | Should -Be $here[2]
    }

    It 'finds this module in a child that has just been started: its commands, and the views of what they give' {
        $script = {
            $list = @(Get-Module AsyncPS).Count
            $text = $AsyncJob | Format-List | Out-String
            "$list $((Get-Command Get-AsyncJob).ModuleName) $((Get-AsyncContext).JobId -eq $AsyncJob.Id) $($text -match 'Outcome')"
        }
        $list, $first, $shared = foreach ($job in { @(Get-Module AsyncPS).Count }, { (Get-AsyncContext).Attempt }, $script) {
            Stop-AsyncDispatcher
            Start-AsyncDispatcher -Size 3
            Add-AsyncJob $job -Isolation Process | Receive-AsyncJob -Wait -Timeout 240
        }
        $list | Should -Be 1
        $first | Should -Be 1
        $shared | Should -Be (Add-AsyncJob $script | Receive-AsyncJob -Wait -Timeout 240)
        $shared | Should -Match '^1 AsyncPS True '
    }

    It 'runs in another process, and the next one in the same' {
        $first, $second = 1..2 | ForEach-Object { Add-AsyncJob { $PID } -Isolation Process | Receive-AsyncJob -Wait -Timeout 240 }
        $first | Should -Not -Be $PID
        $second | Should -Be $first
    }

    It 'brings all streams, results and failures as a job in this process does' {
        $script = {
            param($number, $text)
            Write-Output 'first'
            Write-Warning "warning $text"
            Write-Verbose 'verbose'
            Write-Host 'host'
            Write-Error 'an error'
            Write-Information 'information'
            [pscustomobject]@{ Number = $number; When = [DateTimeOffset]::UnixEpoch; List = 1, 2 }
            [ordered]@{ a = 1 }
            throw "ends with $text"
        }
        $here, $there = 'Shared', 'Process' | ForEach-Object {
            Add-AsyncJob $script -ArgumentList 7, 'text' -Isolation $_ -Verbose
        }
        Complete $here, $there | Out-Null
        (Get-Record $there) | Should -BeExactly (Get-Record $here)
        (Get-Record $there) | Should -Match 'ends with text'
        $there = Get-AsyncJob $there
        $here = Get-AsyncJob $here
        $there.Error.ScriptStackTrace | Should -BeExactly $here.Error.ScriptStackTrace
        $there.Error.Position | Should -BeExactly $here.Error.Position
        $there.HadErrors | Should -BeTrue
        $there.Outcome | Should -Be 'Failed'
    }

    It 'takes $using:, named arguments, a piped object and exit codes along' {
        $outer = @{ a = 1, 2 }
        1..3 | Add-AsyncJob { param($x, $y) "$x $y $_ $($using:outer.a)" } -Parameters @{ y = 'named' } -Isolation Process |
            Receive-AsyncJob -Wait -Timeout 240 | Should -Be '1 named 1 1 2', '2 named 2 1 2', '3 named 3 1 2'
        $job = Complete (Add-AsyncJob { 'out'; exit 4 } -Isolation Process)
        ($job.Error.ErrorId, $job.ExitCode, $job.Result) | Should -Be 'JobExited', 4, 'out'
    }

    It 'has $AsyncJob, its context, annotations and progress, live' {
        $job = Add-AsyncJob {
            Write-Progress -Activity 'work' -Status 'half' -PercentComplete 50
            Set-AsyncAnnotation here $AsyncJob.Id
            Get-AsyncAnnotation go -Timeout 240 | Out-Null
            $context = Get-AsyncContext
            "$($context.Job.Id) $($context.Queue) $($context.Attempt) $($context.Agent)"
        } -Isolation Process
        Get-AsyncAnnotation here -Job $job -Timeout 240 | Should -Be $job.Id
        $limit = [Diagnostics.Stopwatch]::StartNew()
        while (-not (Get-AsyncJob $job).Progress -and $limit.Elapsed.TotalSeconds -lt 240) { Start-Sleep -Milliseconds 20 }
        (Get-AsyncJob $job).Progress.PercentComplete | Should -Be 50
        Set-AsyncAnnotation go 1 -Job $job
        $job | Receive-AsyncJob -Wait -Timeout 240 | Should -Be "$($job.Id) default 1 main"
    }

    It 'adds jobs in its own transaction: seen with its success, gone with its failure (R065)' {
        $good, $bad = 'return', 'throw' | ForEach-Object {
            Add-AsyncJob {
                param($how)
                (Add-AsyncJob { 'inner' } -Name "of $how" -OnSuccess { "after $_" }).Id
                if ($how -eq 'throw') { throw 'no' }
            } -ArgumentList $_ -Isolation Process
        }
        $good, $bad = Complete $good, $bad
        Receive-AsyncJob $good.Result -Wait -Timeout 240 | Should -Be 'inner'
        $inner = Complete (Get-AsyncJob $good.Result)
        Receive-AsyncJob $inner.Callback -Wait -Timeout 240 | Should -Be 'after inner'
        $bad.Outcome | Should -Be 'Failed'
        Get-AsyncJob -Name 'of throw' | Should -BeNullOrEmpty
    }

    It 'returns a job and takes its outcome (R090), works on a state, and is a callback' {
        Add-AsyncJob { New-AsyncJob { 6 * 7 } } -Isolation Process | Receive-AsyncJob -Wait -Timeout 240 | Should -Be 42
        1..3 | Add-AsyncJob { $AsyncState.Sum += $_ } -State sums -Isolation Process | Wait-AsyncJob -Timeout 240 | Out-Null
        (Get-AsyncState sums).Value.Sum | Should -Be 6
        Complete (Add-AsyncJob { $AsyncState.Sum = 1000; throw 'no' } -State sums -Isolation Process) | Out-Null
        (Get-AsyncState sums).Value.Sum | Should -Be 6
    }

    It 'leaves nothing behind for the next: variables, environment, location, classes' {
        $before = Add-AsyncJob {
            $global:left = 1
            $env:ASYNCPS_LEFT = 1
            Set-Location /
            class Left { static [int] $Count }
            [Left]::Count = 5
            $PID
        } -Isolation Process | Receive-AsyncJob -Wait -Timeout 240
        Wait-Gone $before | Should -BeTrue
        Add-AsyncJob { "$global:left$env:ASYNCPS_LEFT" } -Isolation Process | Receive-AsyncJob -Wait -Timeout 240 |
            Should -BeNullOrEmpty
    }

    It 'reads nothing from the console and disturbs nobody with what it writes there' {
        $job = Add-AsyncJob {
            [Console]::Out.Write("`0`0`0`0")
            [Console]::Error.Write('x' * 100000)
            [Console]::In.ReadLine() ?? 'end'
        } -Isolation Process
        $job | Receive-AsyncJob -Wait -Timeout 240 | Should -Be 'end'
    }

    It 'that is stopped ends, and one can wait for another that it added at once' {
        $job = Add-AsyncJob { Set-AsyncAnnotation begun 1; while ($true) { } } -Isolation Process
        Get-AsyncAnnotation begun -Job $job -Timeout 240 | Out-Null
        Stop-AsyncJob $job
        (Complete $job).Outcome | Should -Be 'Cancelled'
        Add-AsyncJob {
            Add-AsyncJob { 'inner' } -Immediate -Isolation Process | Receive-AsyncJob -Wait -Timeout 200
        } -Isolation Process | Receive-AsyncJob -Wait -Timeout 240 | Should -Be 'inner'
    }
}
