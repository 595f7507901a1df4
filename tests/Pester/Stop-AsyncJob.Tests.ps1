# Stop-, Remove- and Clear-AsyncJob.

BeforeAll {
    . $PSScriptRoot/Support/Common.ps1
    Import-Module $ModulePath
    Connect-AsyncStore (New-StorePath)
}

AfterAll {
    Disconnect-AsyncStore
}

Describe 'Stop-AsyncJob' {
    It 'cancels a job that waits, and writes the very object' {
        $job = Add-AsyncJob { 1 } -Delay 1h
        $written = Stop-AsyncJob $job
        [object]::ReferenceEquals($written, $job) | Should -BeTrue
        $job.Status, $job.Outcome | Should -Be 'Completed', 'Cancelled'
    }

    It 'takes ids and jobs from the pipeline' {
        $jobs = 1..3 | Add-AsyncJob { 1 } -Delay 1h
        $stopped = $jobs[0].Id, $jobs[1], "$($jobs[2].Id)" | Stop-AsyncJob
        $stopped.Outcome | Should -Be 'Cancelled', 'Cancelled', 'Cancelled'
    }

    It 'leaves a finished job alone' {
        $job = Add-AsyncJob { 1 } -Delay 1h | Stop-AsyncJob
        $ended = $job.CompletedAt
        (Stop-AsyncJob $job).CompletedAt | Should -Be $ended
    }

    It 'ends a running job' {
        $job = Add-AsyncJob { Set-AsyncAnnotation running 1; Start-Sleep 600 }
        Start-AsyncDispatcher
        Get-AsyncAnnotation running -Job $job -Timeout 180 | Should -Be 1
        $clock = [Diagnostics.Stopwatch]::StartNew()
        Stop-AsyncJob $job | Wait-AsyncJob -Timeout 180 | Out-Null
        $job.Outcome | Should -Be 'Cancelled'
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 120
        Stop-AsyncDispatcher
    }

    It 'reports ids that name no job, and goes on' {
        $problems = $null
        $job = Add-AsyncJob { 1 } -Delay 1h
        (Stop-AsyncJob 999999, $job -ErrorAction SilentlyContinue -ErrorVariable problems).Id | Should -Be $job.Id
        $problems[0].FullyQualifiedErrorId | Should -Be 'JobNotFound,AsyncPS.Commands.StopAsyncJobCommand'
    }

    It 'takes no other object by its Id' {
        $job = Add-AsyncJob { 1 } -Delay 1h
        $problems = $null
        [pscustomobject]@{ Id = $job.Id; Job = $job.Id } |
            Stop-AsyncJob -ErrorAction SilentlyContinue -ErrorVariable problems | Should -BeNullOrEmpty
        $problems | Should -HaveCount 1
        [Diagnostics.Process]::GetCurrentProcess() | Stop-AsyncJob -ErrorAction SilentlyContinue -ErrorVariable problems
        $problems | Should -HaveCount 1
        (Get-AsyncJob $job).Status | Should -Be 'Pending'
    }

    It 'takes jobs that come back from another session' {
        $job = Add-AsyncJob { 1 } -Delay 1h
        $xml = [Management.Automation.PSSerializer]::Serialize($job)
        $travelled = [Management.Automation.PSSerializer]::Deserialize($xml)
        ($travelled | Stop-AsyncJob).Outcome | Should -Be 'Cancelled'
    }

    It 'changes nothing with -WhatIf' {
        $job = Add-AsyncJob { 1 } -Delay 1h
        Stop-AsyncJob $job -WhatIf | Should -BeNullOrEmpty
        (Get-AsyncJob $job).Status | Should -Be 'Pending'
    }
}

Describe 'Remove-AsyncJob' {
    It 'removes jobs that wait and jobs that have finished' {
        $waiting = Add-AsyncJob { 1 } -Delay 1h
        $finished = Add-AsyncJob { 1 } -Delay 1h | Stop-AsyncJob
        $waiting, $finished | Remove-AsyncJob | Should -BeNullOrEmpty
        { Get-AsyncJob $waiting -ErrorAction Stop } | Should -Throw -ErrorId 'JobNotFound*'
        { Get-AsyncJob $finished -ErrorAction Stop } | Should -Throw -ErrorId 'JobNotFound*'
    }

    It 'refuses a running job' {
        $job = Add-AsyncJob { Set-AsyncAnnotation running 1; Start-Sleep 600 }
        Start-AsyncDispatcher
        Get-AsyncAnnotation running -Job $job -Timeout 180 | Should -Be 1
        { Remove-AsyncJob $job -ErrorAction Stop } |
            Should -Throw -ErrorId 'JobStatusInvalid,AsyncPS.Commands.RemoveAsyncJobCommand'
        Stop-AsyncJob $job | Wait-AsyncJob -Timeout 180 | Remove-AsyncJob
        Stop-AsyncDispatcher
        { Get-AsyncJob $job -ErrorAction Stop } | Should -Throw -ErrorId 'JobNotFound*'
    }

    It 'reports an id that names no job' {
        { Remove-AsyncJob 999999 -ErrorAction Stop } |
            Should -Throw -ErrorId 'JobNotFound,AsyncPS.Commands.RemoveAsyncJobCommand'
    }

    It 'changes nothing with -WhatIf' {
        $job = Add-AsyncJob { 1 } -Delay 1h
        Remove-AsyncJob $job -WhatIf
        (Get-AsyncJob $job).Id | Should -Be $job.Id
    }
}

Describe 'Clear-AsyncJob' {
    It 'removes what finished long enough ago, and nothing else (R187)' {
        $store = New-StorePath
        $waiting = Add-AsyncJob { 1 } -Delay 1h -Store $store
        1..3 | Add-AsyncJob { 1 } -Delay 1h -Store $store | Stop-AsyncJob -Store $store | Out-Null
        Clear-AsyncJob -OlderThan 1h -Confirm:$false -Store $store
        @(Get-AsyncJob -Store $store).Count | Should -Be 4
        Clear-AsyncJob -OlderThan 0 -WhatIf -Store $store
        @(Get-AsyncJob -Store $store).Count | Should -Be 4
        Clear-AsyncJob -OlderThan 0 -Confirm:$false -Store $store
        (Get-AsyncJob -Store $store).Id | Should -Be $waiting.Id
    }

    It 'keeps to the queues that are named or piped, and never takes none for all' {
        $store = New-StorePath
        New-AsyncQueue 'mail [in]', mail -Store $store | Out-Null
        foreach ($queue in 'default', 'mail', 'mail [in]') {
            Add-AsyncJob { 1 } -Delay 1h -Queue $queue -Store $store | Stop-AsyncJob -Store $store | Out-Null
        }
        $terms = @{ OlderThan = 0; Store = $store; Confirm = $false }
        @() | Clear-AsyncJob @terms
        Clear-AsyncJob @terms -Queue 'none*'
        { Clear-AsyncJob @terms -Queue none -ErrorAction Stop } | Should -Throw -ErrorId 'QueueNotFound*'
        Get-AsyncJob -Store $store | Clear-AsyncJob @terms -ErrorAction SilentlyContinue
        Get-AsyncJob -Store $store | Clear-AsyncJob @terms -Queue mail -ErrorAction SilentlyContinue
        (Get-AsyncJob -Store $store).Queue | Should -Be default, mail, 'mail [in]'
        Get-AsyncQueue 'mail [in]' -Store $store | Clear-AsyncJob @terms
        (Get-AsyncJob -Store $store).Queue | Should -Be default, mail
        Clear-AsyncJob @terms -Queue mail*, mail
        (Get-AsyncJob -Store $store).Queue | Should -Be default
    }

    It 'asks before it does so' {
        [AsyncPS.Commands.ClearAsyncJobCommand].GetCustomAttributes(
            [Management.Automation.CmdletAttribute], $false)[0].ConfirmImpact | Should -Be 'High'
    }
}
