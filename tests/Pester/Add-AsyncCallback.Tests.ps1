# Callbacks: of Add-AsyncJob's parameters, and of Add-AsyncCallback.

BeforeAll {
    . $PSScriptRoot/Support/Common.ps1
    Import-Module $ModulePath
    Connect-AsyncStore (New-StorePath)
}

AfterAll {
    Get-AsyncDispatcher -Local | Stop-AsyncDispatcher -Force
    Disconnect-AsyncStore
}

Describe 'Add-AsyncCallback' {
    It 'adds a callback to a job that waits, and writes it' {
        $job = Add-AsyncJob { 1 } -Delay 1h
        $callback = Add-AsyncCallback $job { param($result) "got $result" }
        $callback | Should -BeOfType AsyncPS.Job
        $callback.ParentId | Should -Be $job.Id
        (Get-AsyncJob $job).Callback | Should -Be $callback.Id
    }

    It 'can be chained (R070)' {
        $job = Add-AsyncJob { 1 } -Delay 1h
        $second = $job | Add-AsyncCallback -OnSuccess { 2 } | Add-AsyncCallback -OnCompleted { 3 }
        (Get-AsyncJob (Get-AsyncJob $job).Callback).Callback | Should -Be $second.Id
    }

    It 'needs something to run' {
        $job = Add-AsyncJob { 1 } -Delay 1h
        { Add-AsyncCallback $job } | Should -Throw -ErrorId 'ArgumentInvalid,AsyncPS.Commands.AddAsyncCallbackCommand'
    }

    It 'needs a job that exists' {
        { Add-AsyncCallback 999999 { 1 } -ErrorAction Stop } |
            Should -Throw -ErrorId 'JobNotFound,AsyncPS.Commands.AddAsyncCallbackCommand'
    }

    It 'changes nothing with -WhatIf' {
        $job = Add-AsyncJob { 1 } -Delay 1h
        Add-AsyncCallback $job { 1 } -WhatIf | Should -BeNullOrEmpty
        (Get-AsyncJob $job).Callback | Should -HaveCount 0
    }
}

Describe 'A callback' {
    BeforeAll {
        Start-AsyncDispatcher
    }

    It 'gets the result when the job succeeds (R066)' {
        $job = Add-AsyncJob { 21 } -OnSuccess { param($result) $result * 2 } -OnFailure { 'not this' }
        Wait-AsyncJob $job -Timeout 180 | Out-Null
        Receive-AsyncJob $job.Callback[0] -Wait -Timeout 180 | Should -Be 42
    }

    It 'gets the error when the job fails (R067)' {
        $job = Add-AsyncJob { throw 'no good' } -OnSuccess { 'no' } -OnFailure { param($problem) "seen: $problem" }
        Wait-AsyncJob $job -Timeout 180 | Out-Null
        $job.Outcome | Should -Be 'Failed'
        Receive-AsyncJob $job.Callback[0] -Wait -Timeout 180 | Should -Be 'seen: no good'
    }

    It 'runs with JobCancelled when the job is stopped (R048)' {
        $job = Add-AsyncJob { 1 } -Delay 1h -OnFailure { param($problem) $problem.FullyQualifiedErrorId }
        Stop-AsyncJob $job | Wait-AsyncJob -Timeout 180 | Out-Null
        Receive-AsyncJob $job.Callback[0] -Wait -Timeout 180 | Should -BeLike 'JobCancelled*'
    }

    It 'runs whatever the outcome as -OnCompleted, with $using: values' {
        $mark = 'm'
        $good = Add-AsyncJob { 'fine' } -OnCompleted { param($outcome) "$using:mark $outcome" }
        $bad = Add-AsyncJob { throw 'bad' } -OnCompleted { param($outcome) "$using:mark $outcome" }
        Wait-AsyncJob $good, $bad -Timeout 180 | Out-Null
        Receive-AsyncJob $good.Callback[0] -Wait -Timeout 180 | Should -Be 'm fine'
        Receive-AsyncJob $bad.Callback[0] -Wait -Timeout 180 | Should -Be 'm bad'
    }

    It 'has what it gets as $_, too' {
        $good = Add-AsyncJob { 'fine' } -OnSuccess { "seen: $_" }
        $bad = Add-AsyncJob { throw 'no good' } -OnFailure { "seen: $($_.Exception.Message)" }
        Wait-AsyncJob $good, $bad -Timeout 180 | Out-Null
        Receive-AsyncJob $good.Callback[0] -Wait -Timeout 180 | Should -Be 'seen: fine'
        Receive-AsyncJob $bad.Callback[0] -Wait -Timeout 180 | Should -Be 'seen: no good'
    }

    It 'runs at once for a job that has finished (R074)' {
        $job = Add-AsyncJob { 5 } | Wait-AsyncJob -Timeout 180
        Add-AsyncCallback $job { param($result) $result + 1 } | Receive-AsyncJob -Wait -Timeout 180 | Should -Be 6
    }
}
