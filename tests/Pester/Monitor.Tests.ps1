# What operators ask: how a dispatcher does, one job, what comes next, what ended last, whose clock counts.

BeforeAll {
    . $PSScriptRoot/Support/Common.ps1
    Import-Module $ModulePath
}

Describe 'What operators ask' {
    BeforeEach {
        Connect-AsyncStore (New-StorePath)
    }

    AfterEach {
        Get-AsyncDispatcher -Local | Stop-AsyncDispatcher -Force
        Disconnect-AsyncStore
    }

    It 'tells how a dispatcher does (R177, R208)' {
        $dispatcher = Start-AsyncDispatcher -PollInterval 2s -PassThru
        Receive-AsyncJob (Add-AsyncJob { 1 }) -Wait -Timeout 60 | Should -Be 1
        $seen = Get-AsyncDispatcher -Local
        $seen.Uuid, $seen.PollInterval.TotalSeconds | Should -Be $dispatcher.Uuid, 2
        $seen.Uptime | Should -BeGreaterThan ([timespan]::Zero)
        "$($seen.Status)" | Should -BeIn 'Starting', 'Running', 'Stuck'
        Stop-AsyncDispatcher
        $seen = Get-AsyncDispatcher
        "$($seen.Status)" | Should -Be 'Stopped'
        $seen.Uptime | Should -BeNullOrEmpty
        $seen.PollInterval | Should -BeNullOrEmpty
        $seen.LastPollAt | Should -BeNullOrEmpty
    }

    It 'tells all of one job, and says when there is none (R178, R210)' {
        New-AsyncQuota db | Out-Null
        $dispatcher = Start-AsyncDispatcher -AgentName crew -PassThru
        $job = Add-AsyncJob { 41 + 1 } -Quota db | Wait-AsyncJob -Timeout 60
        $seen = Get-AsyncJob $job.Id
        $seen.Agent, $seen.Dispatcher, $seen.Queue, "$($seen.Quota)" |
            Should -Be 'crew', $dispatcher.Uuid, 'default', 'db'
        $seen.Result, "$($seen.Outcome)" | Should -Be 42, 'Succeeded'
        $seen.StartedAt, $seen.CompletedAt | Should -Not -BeNullOrEmpty
        { Get-AsyncJob 99 -ErrorAction Stop } | Should -Throw -ErrorId 'JobNotFound,AsyncPS.Commands.GetAsyncJobCommand'
    }

    It 'shows what comes next, in the order of offers (R217, R223)' {
        Add-AsyncJob { 1 } -Name later -Delay 1h | Out-Null
        Add-AsyncJob { 1 } -Name first | Out-Null
        Add-AsyncJob { 1 } -Name second | Out-Null
        Add-AsyncJob { 1 } -Name urgent -Priority 9 | Out-Null
        (Get-AsyncJob -NextPending 9).Name | Should -Be 'urgent', 'first', 'second', 'later'
        (Get-AsyncJob -NextPending 1).Name | Should -Be 'urgent'
        (Get-AsyncJob -NextPending 1 -Name s*).Name | Should -Be 'second'
        Get-AsyncJob -NextPending 1 -Name none | Should -BeNullOrEmpty
        { Get-AsyncJob -NextPending 1 -Queue none -ErrorAction Stop } | Should -Throw -ErrorId 'QueueNotFound*'
    }

    It 'shows what ended last, the newest first (R186, R217, R224)' {
        1..3 | ForEach-Object { Add-AsyncJob { 1 } -Name "job-$_" } | Out-Null
        3, 1, 2 | ForEach-Object { Get-AsyncJob -Name "job-$_" | Stop-AsyncJob | Out-Null }
        (Get-AsyncJob -LastCompleted 9).Name | Should -Be 'job-2', 'job-1', 'job-3'
        (Get-AsyncJob -LastCompleted 1).Name | Should -Be 'job-2'
        (Get-AsyncJob -LastCompleted 9 -CompletedAfter 1h -Name job-3).Name | Should -Be 'job-3'
        Get-AsyncJob -LastCompleted 9 -CompletedBefore 1h | Should -BeNullOrEmpty
        Get-AsyncJob -LastCompleted 9 -Outcome Failed | Should -BeNullOrEmpty
    }

    It 'tells the clock of the store, and whose identity it is (R214)' {
        $now = (Get-AsyncStore).Now
        [math]::Abs(($now - [DateTimeOffset]::Now).TotalMinutes) | Should -BeLessThan 5
        $dispatcher = Start-AsyncDispatcher -PassThru
        (Get-AsyncDispatcher -Local).Uuid | Should -Be $dispatcher.Uuid
    }

    It 'forgets a dispatcher that has stopped, and no other (R166)' {
        $dispatcher = Start-AsyncDispatcher -PassThru
        $job = Add-AsyncJob { 1 } | Wait-AsyncJob -Timeout 60
        { $dispatcher | Remove-AsyncDispatcher -ErrorAction Stop } |
            Should -Throw -ErrorId 'DispatcherRunning,AsyncPS.Commands.RemoveAsyncDispatcherCommand'
        Stop-AsyncDispatcher
        Remove-AsyncDispatcher $dispatcher.Uuid -WhatIf
        Get-AsyncDispatcher | Should -HaveCount 1
        Get-AsyncDispatcher | Remove-AsyncDispatcher
        Get-AsyncDispatcher | Should -BeNullOrEmpty
        (Get-AsyncJob $job.Id).Dispatcher | Should -Be $dispatcher.Uuid
        { Remove-AsyncDispatcher $dispatcher.Uuid -ErrorAction Stop } | Should -Throw -ErrorId 'DispatcherNotFound*'
    }
}
