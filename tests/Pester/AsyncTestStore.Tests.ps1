# New-AsyncTestStore and Step-AsyncClock: tests of what happens at night, without the night.

BeforeAll {
    . $PSScriptRoot/Support/Common.ps1
    Import-Module $ModulePath
    $Evening = [DateTimeOffset]::new(2030, 1, 1, 22, 0, 0, [TimeSpan]::Zero)
}

Describe 'Test stores' {
    Context 'New-AsyncTestStore' {
        It 'makes a store that works with -Store everywhere, and goes with Disconnect-AsyncStore (R257)' {
            $store = New-AsyncTestStore
            $store | Should -BeOfType AsyncPS.Store
            [IO.File]::Exists($store.Location) | Should -BeTrue

            $job = Add-AsyncJob { 6 * 7 } -Store $store
            Step-AsyncClock -Store $store
            Receive-AsyncJob $job -Store $store | Should -Be 42

            Disconnect-AsyncStore $store
            [IO.Directory]::Exists([IO.Path]::GetDirectoryName($store.Location)) | Should -BeFalse
        }

        It 'connects the session with -Connect, and is in memory where that is asked for' {
            New-AsyncTestStore -InMemory -Connect | Should -BeNullOrEmpty
            $store = Get-AsyncStore
            if ([IO.Directory]::Exists('/dev/shm')) {
                $store.Location | Should -BeLike '/dev/shm/*'
            }

            Disconnect-AsyncStore
            [IO.File]::Exists($store.Location) | Should -BeFalse
        }

        It 'leaves a file that was asked for by name' {
            $path = New-StorePath
            $store = New-AsyncTestStore $path
            $store.Location | Should -Be $path
            { New-AsyncTestStore $path } | Should -Throw -ErrorId 'ArgumentInvalid,*'
            Disconnect-AsyncStore $store
            [IO.File]::Exists($path) | Should -BeTrue
        }
    }

    Context 'Step-AsyncClock' {
        BeforeEach {
            New-AsyncTestStore -StartTime $Evening -Connect
        }

        AfterEach {
            Disconnect-AsyncStore
        }

        It 'lets a nightly job run without the night (R252)' {
            $job = Add-AsyncJob { 'cleaned' } -BeginAfter $Evening.AddHours(5)
            Step-AsyncClock -Duration 4h
            (Get-AsyncJob $job.Id).Status | Should -Be 'Pending'

            $step = Step-AsyncClock -Duration 4h -PassThru
            $step | Should -BeOfType AsyncPS.ClockStep
            $step.Ended | Should -Be 1
            $step.Now | Should -Be $Evening.AddHours(8)
            $job = Get-AsyncJob $job.Id
            $job.Outcome | Should -Be 'Succeeded'
            $job.StartedAt | Should -Be $Evening.AddHours(5)
            Receive-AsyncJob $job | Should -Be 'cleaned'
        }

        It 'does what is due now when it moves by nothing (R253)' {
            $now = Add-AsyncJob { 1 }
            $soon = Add-AsyncJob { 2 } -Delay 1s
            Step-AsyncClock
            (Get-AsyncJob $now.Id).Status | Should -Be 'Completed'
            (Get-AsyncJob $soon.Id).Status | Should -Be 'Pending'
            Step-AsyncClock -Seconds 1
            (Get-AsyncJob $soon.Id).Status | Should -Be 'Completed'
        }

        It 'steps to a moment, and a time of day is the next one by its own clock (R254)' {
            $local = $Evening.ToLocalTime().AddMinutes(-1)
            Step-AsyncClock -To $local.ToString('HH:mm')
            $step = Step-AsyncClock -PassThru
            $step.Now | Should -Be $local.AddDays(1)
            { Step-AsyncClock -To $Evening } | Should -Throw -ErrorId 'ArgumentInvalid,*'
            { Step-AsyncClock -To yesterday } | Should -Throw -ErrorId 'ArgumentInvalid,*'
        }

        It 'reads times of day by the clock of the connected store' {
            $local = $Evening.ToLocalTime().AddHours(1)
            $job = Add-AsyncJob { 1 } -BeginAfter $local.ToString('HH:mm')
            $job.BeginAfter | Should -Be $local
        }

        It 'runs callbacks, and jobs that jobs add' {
            $job = Add-AsyncJob { $null = Add-AsyncJob { 'inner' } -Name inner -Delay 1h; 'outer' } -OnSuccess { "after $_" }
            Step-AsyncClock -Duration 2h
            Get-AsyncJob -Name inner | Receive-AsyncJob | Should -Be 'inner'
            Receive-AsyncJob $job | Should -Be 'outer'
        }

        It 'runs the retries of a job that fails' {
            $job = Add-AsyncJob { throw 'down' } -MaxAttempts 3 -RetryDelay 10m
            Step-AsyncClock
            (Get-AsyncJob $job.Id).WaitingFor | Should -BeLike 'its next attempt begins at *'
            Step-AsyncClock -Duration 1d
            $job = Get-AsyncJob $job.Id
            $job.Outcome | Should -Be 'Failed'
            $job.Attempt | Should -Be 3
        }

        It 'tells of jobs that do not end in their time' {
            $job = Add-AsyncJob { Start-Sleep 600 } -Timeout 10m
            $step = Step-AsyncClock -Patience 1s -PassThru -WarningVariable warned -WarningAction SilentlyContinue
            $step.Running | Should -Be $job.Id
            "$warned" | Should -BeLike "*$($job.Id)*"

            Step-AsyncClock -Duration 11m -Patience 1s -WarningAction SilentlyContinue
            (Wait-AsyncJob $job).Error.ErrorId | Should -Be 'JobTimedOut'
        }

        It 'runs nothing between the steps' {
            Step-AsyncClock
            $job = Add-AsyncJob { 1 }
            { Wait-AsyncJob $job -Timeout 0.2 -ErrorAction Stop } | Should -Throw -ErrorId 'WaitTimedOut,*'
            Step-AsyncClock
            (Get-AsyncJob $job.Id).Status | Should -Be 'Completed'
        }

        It 'shows death and rescue with dispatchers of its own (R251)' {
            $silent = Start-AsyncDispatcher -PassThru
            $job = Add-AsyncJob { if ($AsyncJob.Attempt -eq 1) { Start-Sleep 600 }; "attempt $($AsyncJob.Attempt)" }
            while ((Get-AsyncJob $job.Id).Status -ne 'Active') {
                Start-Sleep -Milliseconds 20
            }

            $sibling = Start-AsyncDispatcher -PassThru
            Step-AsyncClock -Seconds 95 -Silent $silent
            $job = Get-AsyncJob $job.Id
            $job.Status | Should -Be 'Completed'
            $job.Dispatcher | Should -Be $sibling.Uuid
            Stop-AsyncDispatcher -Force
            (Get-AsyncDispatcher).Alive | Should -Not -Contain $true
        }
    }

    Context 'Bad input' {
        It 'refuses to move the clock of a store that keeps real time' {
            { Step-AsyncClock -Store (New-StorePath) -Seconds 1 } | Should -Throw -ErrorId 'ArgumentInvalid,*'
        }
    }
}
