# Set- and Get-AsyncAnnotation, Get-AsyncContext and $AsyncJob: a job seen from within and from outside.

BeforeAll {
    . $PSScriptRoot/Support/Common.ps1
    Import-Module $ModulePath
    Connect-AsyncStore (New-StorePath)
}

AfterAll {
    Get-AsyncDispatcher -Local | Stop-AsyncDispatcher -Force
    Disconnect-AsyncStore
}

Describe 'Annotations from outside' {
    It 'are set and read by name (R051)' {
        $job = Add-AsyncJob { 1 } -Delay 1h
        Set-AsyncAnnotation step 'copying' -Job $job | Should -BeNullOrEmpty
        Set-AsyncAnnotation done 12 -Job $job
        Get-AsyncAnnotation step -Job $job | Should -Be 'copying'
        Get-AsyncAnnotation done -Job $job.Id | Should -Be 12
        $seen = (Get-AsyncJob $job).Annotation
        $seen.step, $seen.done | Should -Be 'copying', 12
        $seen.ToString() | Should -Be 'done=12; step=copying'
    }

    It 'are replaced, and removed by $null' {
        $job = Add-AsyncJob { 1 } -Delay 1h
        Set-AsyncAnnotation step 1 -Job $job
        Set-AsyncAnnotation step 2 -Job $job
        Get-AsyncAnnotation step -Job $job | Should -Be 2
        Set-AsyncAnnotation step $null -Job $job
        Get-AsyncAnnotation step -Job $job | Should -BeNullOrEmpty
    }

    It 'have a default, and no value without' {
        $job = Add-AsyncJob { 1 } -Delay 1h
        Get-AsyncAnnotation none -Job $job -Default 7 | Should -Be 7
        @(Get-AsyncAnnotation none -Job $job).Count | Should -Be 0
    }

    It 'keep their types' {
        $job = Add-AsyncJob { 1 } -Delay 1h
        Set-AsyncAnnotation table @{ a = 1; b = [DateTimeOffset]::UnixEpoch } -Job $job
        $table = Get-AsyncAnnotation table -Job $job
        $table | Should -BeOfType hashtable
        $table.b | Should -BeOfType DateTimeOffset
    }

    It 'can be waited for, for a time (R195, R256)' {
        $job = Add-AsyncJob { 1 } -Delay 1h
        $clock = [Diagnostics.Stopwatch]::StartNew()
        Get-AsyncAnnotation none -Job $job -Timeout 0.3 -Default 'gave up' | Should -Be 'gave up'
        $clock.Elapsed.TotalSeconds | Should -BeGreaterOrEqual 0.29
    }

    It 'need a job that exists' {
        { Set-AsyncAnnotation a 1 -Job 999999 -ErrorAction Stop } |
            Should -Throw -ErrorId 'JobNotFound,AsyncPS.Commands.SetAsyncAnnotationCommand'
        { Get-AsyncAnnotation a -Job 999999 -ErrorAction Stop } |
            Should -Throw -ErrorId 'JobNotFound,AsyncPS.Commands.GetAsyncAnnotationCommand'
        { Get-AsyncAnnotation a -ErrorAction Stop } | Should -Throw -ErrorId 'ArgumentInvalid,*'
    }

    It 'are not set with -WhatIf' {
        $job = Add-AsyncJob { 1 } -Delay 1h
        Set-AsyncAnnotation step 1 -Job $job -WhatIf
        Get-AsyncAnnotation step -Job $job | Should -BeNullOrEmpty
    }
}

Describe 'A job from within' {
    BeforeAll {
        Start-AsyncDispatcher
    }

    It 'is $AsyncJob (R192)' {
        $job = Add-AsyncJob { $AsyncJob.Id; $AsyncJob.Name; "$($AsyncJob.Status)"; $AsyncJob.Tag } -Name me -Tag t
        Receive-AsyncJob $job -Wait -Timeout 180 | Should -Be $job.Id, 'me', 'Active', 't'
    }

    It 'has a context (R193)' {
        $job = Add-AsyncJob {
            $context = Get-AsyncContext
            $context.JobId
            $context.Queue
            $context.Attempt
            $context.Agent
            "$($context.Dispatcher)"
            $context.CancellationToken.CanBeCanceled
            $context.Job.Id
        }
        Receive-AsyncJob $job -Wait -Timeout 180 | Should -Be @(
            $job.Id, 'default', 1, 'main', "$((Get-AsyncDispatcher -Local).Uuid)", $true, $job.Id)
    }

    It 'annotates itself, live (R194, R196)' {
        $job = Add-AsyncJob {
            Set-AsyncAnnotation asked yes
            Get-AsyncAnnotation answered -Timeout 180
        }
        Get-AsyncAnnotation asked -Job $job -Timeout 180 | Should -Be 'yes'
        (Get-AsyncJob $job).Status | Should -Be 'Active'
        Set-AsyncAnnotation answered 'got it' -Job $job
        Receive-AsyncJob $job -Wait -Timeout 180 | Should -Be 'got it'
    }

    It 'shows its progress' {
        $job = Add-AsyncJob {
            Write-Progress -Activity 'Copying' -Status 'half' -PercentComplete 50
            Set-AsyncAnnotation half 1
            Get-AsyncAnnotation goOn -Timeout 180
        }
        Get-AsyncAnnotation half -Job $job -Timeout 180 | Should -Be 1
        $clock = [Diagnostics.Stopwatch]::StartNew()
        do { $progress = (Get-AsyncJob $job).Progress } until ($progress -or $clock.Elapsed.TotalSeconds -gt 180)
        $progress.Activity, $progress.Status, $progress.PercentComplete | Should -Be 'Copying', 'half', 50
        "$progress" | Should -Be 'Copying: half (50 %)'
        Set-AsyncAnnotation goOn 1 -Job $job
        Wait-AsyncJob $job -Timeout 180 | Out-Null
    }

    It 'works on its own store, whatever it connects to' {
        $other = New-StorePath
        $job = Add-AsyncJob {
            (Get-AsyncStore).Location
            Connect-AsyncStore $using:other
            (Get-AsyncStore).Location
        }
        $mine = (Get-AsyncStore).Location
        Receive-AsyncJob $job -Wait -Timeout 180 | Should -Be $mine, $other
        Add-AsyncJob { (Get-AsyncStore).Location } | Receive-AsyncJob -Wait -Timeout 180 | Should -Be $mine
    }

    It 'adds jobs that come with its success (R065)' {
        $job = Add-AsyncJob {
            $added = Add-AsyncJob { 'inner' } -Name inner
            "$($added.Status)"
            @(Get-AsyncJob -Name inner).Count
            $added.Id
        }
        $status, $visible, $id = Receive-AsyncJob $job -Wait -Timeout 180
        $status, $visible | Should -Be 'New', 0
        Receive-AsyncJob $id -Wait -Timeout 180 | Should -Be 'inner'
    }

    It 'adds no jobs when it fails, but those that are -Immediate (R041, R065)' {
        $job = Add-AsyncJob {
            Add-AsyncJob { 1 } -Name lost
            Add-AsyncJob { 1 } -Name kept -Immediate
            throw 'no'
        }
        (Wait-AsyncJob $job -Timeout 180).Outcome | Should -Be 'Failed'
        Get-AsyncJob -Name lost | Should -BeNullOrEmpty
        @(Get-AsyncJob -Name kept).Count | Should -Be 1
    }

    It 'may not wait for what begins after it' {
        $job = Add-AsyncJob { Add-AsyncJob { 1 } | Wait-AsyncJob }
        { Receive-AsyncJob $job -Wait -Timeout 180 -ErrorAction Stop } | Should -Throw -ErrorId 'WaitWouldDeadlock*'
        $job = Add-AsyncJob { Wait-AsyncJob $AsyncJob }
        { Receive-AsyncJob $job -Wait -Timeout 180 -ErrorAction Stop } | Should -Throw -ErrorId 'WaitWouldDeadlock*'
    }
}

Describe 'Get-AsyncContext outside a job' {
    It 'says that no job runs (R192)' {
        { Get-AsyncContext } | Should -Throw -ErrorId 'ArgumentInvalid,AsyncPS.Commands.GetAsyncContextCommand'
    }
}
