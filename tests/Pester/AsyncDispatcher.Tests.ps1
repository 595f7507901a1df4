# Start-, Stop- and Get-AsyncDispatcher.

BeforeAll {
    . $PSScriptRoot/Support/Common.ps1
    Import-Module $ModulePath
}

Describe 'Dispatchers in this process' {
    BeforeEach {
        $path = New-StorePath
        Connect-AsyncStore $path
    }

    AfterEach {
        Get-AsyncDispatcher -Local | Stop-AsyncDispatcher -Force
        Disconnect-AsyncStore
    }

    Context 'Start-AsyncDispatcher' {
        It 'runs jobs in this process, and writes nothing unless asked' {
            $job = Add-AsyncJob { [Environment]::ProcessId }
            Start-AsyncDispatcher | Should -BeNullOrEmpty
            Receive-AsyncJob $job -Wait -Timeout 180 | Should -Be ([Environment]::ProcessId)
        }

        It 'writes the dispatcher with -PassThru' {
            $dispatcher = Start-AsyncDispatcher -Size 2 -AgentName crew -PassThru
            $dispatcher | Should -BeOfType AsyncPS.Dispatcher
            $dispatcher.ProcessId | Should -Be ([Environment]::ProcessId)
            $dispatcher.Alive, $dispatcher.IsLocal | Should -Be $true, $true
            $agent = $dispatcher.Agent[0]
            $agent.Name, $agent.Queue, $agent.Size | Should -Be 'crew', 'default', 2
        }

        It 'serves the queues that are named, and no others (R191, R267)' {
            New-AsyncQueue a, b, c | Out-Null
            $jobs = 'a', 'b', 'c' | ForEach-Object { Add-AsyncJob { 1 } -Queue $_ }
            (Start-AsyncDispatcher -Queue a, b -PassThru).Agent.Queue | Should -Be 'a', 'b'
            Wait-AsyncJob $jobs[0], $jobs[1] -Timeout 180 | Out-Null
            $jobs[0].Status, $jobs[1].Status | Should -Be 'Completed', 'Completed'
            (Get-AsyncJob $jobs[2]).Status | Should -Be 'Pending'
        }

        It 'runs as many jobs at once as its size says (R182)' {
            $jobs = 1..2 | Add-AsyncJob {
                Set-AsyncAnnotation here 1
                $other = if ($_ -eq 1) { $AsyncJob.Id + 1 } else { $AsyncJob.Id - 1 }
                Get-AsyncAnnotation here -Job $other -Timeout 180
            }
            Start-AsyncDispatcher -Size 2
            $jobs | Receive-AsyncJob -Wait -Timeout 180 | Should -Be 1, 1
        }

        It 'runs the -InitializationScript once in each worker, and imports modules' {
            $module = [IO.Path]::Combine($TestDrive, 'Greeter.psm1')
            [IO.File]::WriteAllText($module, 'function Get-Greeting { "hello" }')
            $job = Add-AsyncJob { "$prefix $(Get-Greeting)" }
            Start-AsyncDispatcher -Size 1 -InitializationScript { $prefix = 'well,' } -ImportModule $module
            Receive-AsyncJob $job -Wait -Timeout 180 | Should -Be 'well, hello'
        }

        It 'refuses what workers cannot begin with, says why, and starts nothing' {
            $broken, $loud, $text = 'Broken.psm1', 'Loud.psm1', 'Text.dll' | ForEach-Object { [IO.Path]::Combine($TestDrive, $_) }
            [IO.File]::WriteAllText($broken, 'throw "no licence"')
            [IO.File]::WriteAllText($loud, 'Write-Error "old"; function Get-Loud { "loud" }')
            [IO.File]::WriteAllText($text, 'no assembly')
            $id = 'WorkerSetupFailed,AsyncPS.Commands.StartAsyncDispatcherCommand'
            { Start-AsyncDispatcher -ImportModule NoSuchModule } | Should -Throw '*NoSuchModule*' -ErrorId $id
            { Start-AsyncDispatcher -ImportModule $broken } | Should -Throw "*'$broken': no licence*" -ErrorId $id
            { Start-AsyncDispatcher -AssemblyPath $text } | Should -Throw "*assembly '$text'*" -ErrorId $id
            { Start-AsyncDispatcher -InitializationScript { throw 'no disk' } } | Should -Throw '*no disk*' -ErrorId $id
            Get-AsyncDispatcher -Alive | Should -BeNullOrEmpty

            # What a module only says is no fault of it.
            Start-AsyncDispatcher -ImportModule $loud
            Add-AsyncJob { Get-Loud } | Receive-AsyncJob -Wait -Timeout 180 | Should -Be 'loud'
        }

        It 'refuses a second one in the session for that store, and starts one for another store (R144)' {
            Start-AsyncDispatcher
            { Start-AsyncDispatcher } |
                Should -Throw -ErrorId 'DispatcherRunning,AsyncPS.Commands.StartAsyncDispatcherCommand'
            $other = New-StorePath
            Start-AsyncDispatcher -Store $other
            Stop-AsyncDispatcher -Store $other -Force
        }

        It 'starts nothing with -WhatIf' {
            Start-AsyncDispatcher -WhatIf
            Start-AsyncDispatcher -Wait -WhatIf
            Get-AsyncDispatcher | Should -BeNullOrEmpty
        }

        It 'refuses a queue that does not exist, and starts nothing' {
            { Start-AsyncDispatcher -Queue nope } |
                Should -Throw -ErrorId 'QueueNotFound,AsyncPS.Commands.StartAsyncDispatcherCommand'
            Get-AsyncDispatcher -Alive | Should -BeNullOrEmpty
            Start-AsyncDispatcher
        }

        It 'refuses intervals that make no sense (R143)' {
            { Start-AsyncDispatcher -PingInterval 60 -DeathInterval 10 } | Should -Throw -ErrorId 'ArgumentInvalid*'
        }
    }

    Context 'Start-AsyncDispatcher -Drain' {
        It 'returns when nothing is left that can run, and stops the dispatcher (R170)' {
            $jobs = 1..20 | Add-AsyncJob { $_ }
            $later = Add-AsyncJob { 1 } -Delay 1h
            Start-AsyncDispatcher -Drain | Should -BeNullOrEmpty
            @(Get-AsyncJob $jobs | Where-Object Outcome -eq Succeeded).Count | Should -Be 20
            (Get-AsyncJob $later).Status | Should -Be 'Pending'
            Get-AsyncDispatcher -Alive | Should -BeNullOrEmpty
        }

        It 'returns at once when there is nothing to do' {
            Start-AsyncDispatcher -Drain
        }

        It 'gives up after -MaxRunTime, and puts running jobs back' {
            $job = Add-AsyncJob { Start-Sleep 600 }
            $clock = [Diagnostics.Stopwatch]::StartNew()
            Start-AsyncDispatcher -Drain -MaxRunTime 1 -StopTimeout 0
            $clock.Elapsed.TotalSeconds | Should -BeLessThan 120
            (Get-AsyncJob $job).Status | Should -Be 'Pending'
        }
    }

    Context 'Start-AsyncDispatcher -Wait' {
        It 'stops cleanly on SIGTERM (R169)' -Skip:$IsWindows {
            $job = Add-AsyncJob { 'done' }
            $child = Start-Child (Get-Shell) @('-NoProfile', '-File', (New-Script (
                "Import-Module '$ModulePath'; Start-AsyncDispatcher -Wait -Store '$path'; 'the end'")))
            Receive-AsyncJob $job -Wait -Timeout 180 | Should -Be 'done'
            (Get-AsyncDispatcher -Alive).ProcessId | Should -Be $child.Process.Id
            & kill -TERM $child.Process.Id
            $run = Complete-Child $child
            $run.Output.Trim() | Should -Be 'the end'
            Get-AsyncDispatcher -Alive | Should -BeNullOrEmpty
        }

        It 'stops when its pipeline is stopped' {
            $shell = (New-Shell).AddScript("Import-Module '$ModulePath'; Start-AsyncDispatcher -Wait -Store '$path'")
            $running = $shell.BeginInvoke()
            Receive-AsyncJob (Add-AsyncJob { 1 }) -Wait -Timeout 180 | Should -Be 1
            $shell.Stop()
            $shell.Runspace.Dispose()
            Get-AsyncDispatcher -Alive | Should -BeNullOrEmpty
        }

        It 'stops after -MaxRunTime' {
            Start-AsyncDispatcher -Wait -MaxRunTime 0.5
            Get-AsyncDispatcher -Alive | Should -BeNullOrEmpty
        }
    }

    Context 'Stop-AsyncDispatcher' {
        It 'lets running jobs end (R164)' {
            $job = Add-AsyncJob { Set-AsyncAnnotation here 1; Start-Sleep -Milliseconds 500; 'whole' }
            Start-AsyncDispatcher
            Get-AsyncAnnotation here -Job $job -Timeout 180 | Should -Be 1
            Stop-AsyncDispatcher
            Receive-AsyncJob $job | Should -Be 'whole'
            (Get-AsyncDispatcher).Alive | Should -BeFalse
        }

        It 'interrupts them with -Force, and the next dispatcher runs them again (R164)' {
            $job = Add-AsyncJob {
                Set-AsyncAnnotation "run$($AsyncJob.Attempt)" 1
                if ($AsyncJob.Attempt -eq 1) { Start-Sleep 600 }
                'second'
            }
            Start-AsyncDispatcher
            Get-AsyncAnnotation run1 -Job $job -Timeout 180 | Should -Be 1
            Stop-AsyncDispatcher -Force
            (Get-AsyncJob $job).Status | Should -Be 'Pending'
            Start-AsyncDispatcher
            Receive-AsyncJob $job -Wait -Timeout 180 | Should -Be 'second'
        }

        It 'takes dispatchers of this process, whichever session started them' {
            $shell = (New-Shell).AddScript("Import-Module '$ModulePath'; Start-AsyncDispatcher -Store '$path'")
            $shell.Invoke()
            Get-AsyncDispatcher -Local | Stop-AsyncDispatcher
            $shell.Runspace.Dispose()
            Get-AsyncDispatcher -Alive | Should -BeNullOrEmpty
        }

        It 'reports that there is none' {
            { Stop-AsyncDispatcher -ErrorAction Stop } |
                Should -Throw -ErrorId 'DispatcherNotFound,AsyncPS.Commands.StopAsyncDispatcherCommand'
        }

        It 'changes nothing with -WhatIf' {
            Start-AsyncDispatcher
            Stop-AsyncDispatcher -WhatIf
            (Get-AsyncDispatcher).Alive | Should -BeTrue
        }
    }

    Context 'A dispatcher' {
        It 'runs jobs while others have months to wait or to run, or as good as for ever' {
            $never = [TimeSpan]::MaxValue
            Add-AsyncJob { 0 } -Delay 60d | Out-Null
            Add-AsyncJob { 0 } -Delay $never | Out-Null
            Add-AsyncJob { 0 } -BeginAfter ([DateTime]::MaxValue) -BeginBy $never | Out-Null
            $failing = Add-AsyncJob { throw 'no' } -MaxAttempts 3 -RetryDelay $never
            Start-AsyncDispatcher -Size 1
            $jobs = @(
                Add-AsyncJob { 1 } -Timeout 60d
                Add-AsyncJob { 2 } -Timeout $never
                Add-AsyncJob { 3 } -BeginBy $never
            )
            $jobs | Receive-AsyncJob -Timeout 180 | Should -Be 1, 2, 3
            Add-AsyncJob { 4 } | Receive-AsyncJob -Timeout $never | Should -Be 4
            (Get-AsyncJob $failing).Attempt | Should -Be 1
            (Get-AsyncJob $failing).WaitingFor | Should -Match 'begins at'
            $jobs[2].BeginBy | Should -BeGreaterThan ([TimeSpan]::FromDays(1000000))
            Get-AsyncDispatcher -Alive | ForEach-Object Log | Where-Object EventId -in 1005, 2011, 3003 | Should -BeNullOrEmpty
            Clear-AsyncJob -OlderThan $never -Confirm:$false
            (Get-AsyncJob $jobs).Count | Should -Be 3
        }

        It 'ends with its runspace' {
            $shell = (New-Shell).AddScript("Import-Module '$ModulePath'; Start-AsyncDispatcher -Store '$path'")
            $shell.Invoke()
            (Get-AsyncDispatcher).Alive | Should -BeTrue
            $shell.Runspace.Close()
            $shell.Runspace.Dispose()
            (Get-AsyncDispatcher).Alive | Should -BeFalse
        }

        It 'ends with its process, and its jobs do not wait for its death' {
            $run = Invoke-Shell "Import-Module '$ModulePath'; Start-AsyncDispatcher -Store '$path'; exit 3"
            $run.ExitCode | Should -Be 3
            (Get-AsyncDispatcher).Alive | Should -BeFalse
            (Get-AsyncDispatcher).ActivatedAt | Should -BeNullOrEmpty
        }

        It 'ends when its process is told to, and its jobs do not wait for its death' -Skip:$IsWindows {
            $job = Add-AsyncJob { Set-AsyncAnnotation here 1; Start-Sleep 600 }
            $child = Start-Child (Get-Shell) @('-NoProfile', '-File', (New-Script (
                "Import-Module '$ModulePath'; Start-AsyncDispatcher -Store '$path'; Start-Sleep 600")))
            Get-AsyncAnnotation here -Job $job -Timeout 180 | Should -Be 1
            & kill -TERM $child.Process.Id
            (Complete-Child $child).ExitCode | Should -Be 143
            (Get-AsyncDispatcher).Alive | Should -BeFalse
            (Get-AsyncJob $job).Status | Should -Be 'Pending'
        }

        It 'ends with the module' {
            $run = Invoke-Shell @"
Import-Module '$ModulePath'
Start-AsyncDispatcher -Store '$path'
Remove-Module AsyncPS
Import-Module '$ModulePath'
@(Get-AsyncDispatcher -Alive -Store '$path').Count
"@
            $run.Output.Trim() | Should -Be '0'
        }
    }
}
