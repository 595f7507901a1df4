# Restart-AsyncJob.

BeforeAll {
    . $PSScriptRoot/Support/Common.ps1
    Import-Module $ModulePath
}

Describe 'Restart-AsyncJob' {
    BeforeEach {
        Connect-AsyncStore (New-StorePath)
    }

    AfterEach {
        Stop-AsyncDispatcher -Timeout 10 -ErrorAction Ignore
        Disconnect-AsyncStore
    }

    It 'runs a finished job again, as a new job, and leaves the old one as it ended' {
        $gate = New-StorePath
        $old = Add-AsyncJob {
            param($gate) if ([IO.File]::Exists($gate)) { 'good' } else { throw 'bad' }
        } -ArgumentList $gate -Name work -Tag red -Priority 2
        Start-AsyncDispatcher -Drain
        [IO.File]::WriteAllText($gate, '')
        $new = $old | Restart-AsyncJob
        $new.Id | Should -Not -Be $old.Id
        $new.RestartOf, $new.Name, $new.Priority, $new.Status | Should -Be $old.Id, 'work', 2, 'Pending'
        $new.Tag | Should -Be 'red'
        Start-AsyncDispatcher -Drain
        $new | Receive-AsyncJob | Should -Be 'good'
        $old = Get-AsyncJob $old.Id
        $old.Outcome, $old.Error.Message, $old.RestartOf | Should -Be 'Failed', 'bad', $null
    }

    It 'takes values of $using:, piped objects and named arguments along' {
        $factor = 3
        $old = 5 | Add-AsyncJob { param($n, $add) $n * $using:factor + $add } -Parameters @{ add = 1 }
        Start-AsyncDispatcher -Drain
        $new = Restart-AsyncJob $old.Id
        Start-AsyncDispatcher -Drain
        $old | Receive-AsyncJob | Should -Be 16
        $new | Receive-AsyncJob | Should -Be 16
    }

    It 'runs the callbacks again, unless they are left out' {
        $old = Add-AsyncJob { 1 } -OnSuccess { Set-AsyncState "of$($args[0])" $args[0] }
        Start-AsyncDispatcher -Drain
        Remove-AsyncState of1
        $without = Restart-AsyncJob $old -SkipCallback
        Start-AsyncDispatcher -Drain
        $without.Callback | Should -HaveCount 0
        Get-AsyncState | Should -BeNullOrEmpty
        $with = Restart-AsyncJob $old
        $with.Callback | Should -HaveCount 1
        Start-AsyncDispatcher -Drain
        (Get-AsyncState).Name | Should -Be 'of1'
    }

    It 'begins when it is told' {
        $old = Add-AsyncJob { 1 }
        Start-AsyncDispatcher -Drain
        (Restart-AsyncJob $old -Delay 1h).WaitingFor | Should -Match '^begins at '
        (Restart-AsyncJob $old).BeginAfter | Should -BeNullOrEmpty
    }

    It 'refuses a job that has not ended, and goes on with the others' {
        $done = Add-AsyncJob { 1 }
        Start-AsyncDispatcher -Drain
        $open = Add-AsyncJob { 1 }
        $problem = $null
        $new = $open.Id, 999, $done.Id | Restart-AsyncJob -ErrorAction SilentlyContinue -ErrorVariable problem
        $new.RestartOf | Should -Be $done.Id
        $problem.FullyQualifiedErrorId |
            Should -Be 'JobStatusInvalid,AsyncPS.Commands.RestartAsyncJobCommand',
                'JobNotFound,AsyncPS.Commands.RestartAsyncJobCommand'
    }

    It 'changes nothing with -WhatIf' {
        $old = Add-AsyncJob { 1 }
        Start-AsyncDispatcher -Drain
        Restart-AsyncJob $old -WhatIf | Should -BeNullOrEmpty
        (Get-AsyncJob).Count | Should -Be 1
    }
}
