# Set-AsyncJob.

BeforeAll {
    . $PSScriptRoot/Support/Common.ps1
    Import-Module $ModulePath
}

Describe 'Set-AsyncJob' {
    BeforeEach {
        Connect-AsyncStore (New-StorePath)
    }

    AfterEach {
        Stop-AsyncDispatcher -Timeout 10 -ErrorAction Ignore
        Disconnect-AsyncStore
    }

    It 'changes what a pending job is called, how it is found and when it goes' {
        New-AsyncQuota db | Out-Null
        $job = Add-AsyncJob { 1 } -Name old -Tag red
        $job | Set-AsyncJob -Name new -Tag green, blue -Priority 7 -Quota db | Should -BeNullOrEmpty
        $now = Get-AsyncJob $job.Id
        $now.Name, $now.Priority | Should -Be 'new', 7
        $now.Tag | Should -Be 'blue', 'green'
        $now.Quota | Should -Be 'db'
        (Get-AsyncJob -Tag green).Id | Should -Be $job.Id
        Set-AsyncJob $job.Id -Name '' -Tag @() -Quota @()
        $now = Get-AsyncJob $job.Id
        $now.Name | Should -BeNullOrEmpty
        $now.Tag | Should -HaveCount 0
        $now.Quota | Should -HaveCount 0
    }

    It 'holds a job until later, and lets it go' {
        $job = Add-AsyncJob { 'ran' }
        $held = Set-AsyncJob $job -Delay 1h -PassThru
        $held.WaitingFor | Should -Match '^begins at '
        $held | Should -Be $job
        Start-AsyncDispatcher -Drain
        (Get-AsyncJob $job.Id).Status | Should -Be 'Pending'
        Set-AsyncJob $job -Delay 0
        Start-AsyncDispatcher -Drain
        $job | Receive-AsyncJob | Should -Be 'ran'
    }

    It 'sets a deadline and takes it away' {
        $job = Add-AsyncJob { 1 } -Delay 1h
        (Set-AsyncJob $job -BeginBy 5m -PassThru).BeginBy | Should -Be ([TimeSpan]::FromMinutes(5))
        (Set-AsyncJob $job -BeginBy $null -PassThru).BeginBy | Should -BeNullOrEmpty
    }

    It 'moves jobs to another queue' {
        New-AsyncQueue mail | Out-Null
        1..3 | Add-AsyncJob { $_ } | Set-AsyncJob -Queue MAIL
        (Get-AsyncQueue mail).Pending | Should -Be 3
        (Get-AsyncQueue default).Pending | Should -Be 0
        Start-AsyncDispatcher mail -Drain
        (Get-AsyncQueue mail).Completed | Should -Be 3
    }

    It 'changes the order in which jobs run' {
        $jobs = 1..3 | Add-AsyncJob { [DateTime]::UtcNow.Ticks }
        Set-AsyncJob $jobs[2] -Priority 1
        Start-AsyncDispatcher -Size 1 -Drain
        $ticks = $jobs | Receive-AsyncJob
        $ticks[2] | Should -BeLessThan $ticks[0]
        $ticks[0] | Should -BeLessThan $ticks[1]
    }

    It 'changes each job by itself, and reports the others' {
        $done = Add-AsyncJob { 1 }
        Start-AsyncDispatcher -Drain
        $open = Add-AsyncJob { 1 }
        $problem = $null
        $changed = $done.Id, 999, $open.Id |
            Set-AsyncJob -Priority 3 -PassThru -ErrorAction SilentlyContinue -ErrorVariable problem
        $changed.Id | Should -Be $open.Id
        $problem[0].FullyQualifiedErrorId | Should -Be 'JobStatusInvalid,AsyncPS.Commands.SetAsyncJobCommand'
        $problem[1].FullyQualifiedErrorId | Should -Be 'JobNotFound,AsyncPS.Commands.SetAsyncJobCommand'
        $problem | Should -HaveCount 2
    }

    It 'refuses a queue and a quota that do not exist, and leaves the job as it was' {
        $job = Add-AsyncJob { 1 } -Name a
        { Set-AsyncJob $job -Quota nope -Name b -ErrorAction Stop } | Should -Throw -ErrorId 'QuotaNotFound*'
        { Set-AsyncJob $job -Queue nope -Name b -ErrorAction Stop } | Should -Throw -ErrorId 'QueueNotFound*'
        (Get-AsyncJob $job.Id).Name | Should -Be 'a'
    }

    It 'wants to be told what to change, once' {
        $job = Add-AsyncJob { 1 }
        { Set-AsyncJob $job -ErrorAction Stop } | Should -Throw -ErrorId 'ArgumentInvalid*'
        { Set-AsyncJob $job -Delay 1 -BeginAfter 18:00 -ErrorAction Stop } | Should -Throw -ErrorId 'ArgumentInvalid*'
    }

    It 'changes nothing with -WhatIf' {
        $job = Add-AsyncJob { 1 }
        Set-AsyncJob $job -Priority 3 -WhatIf
        (Get-AsyncJob $job.Id).Priority | Should -Be 0
    }
}
