BeforeAll {
    . $PSScriptRoot/Support/Common.ps1
    Import-Module $ModulePath
    Connect-AsyncStore (New-StorePath)
    Start-AsyncDispatcher -Size 2
}

AfterAll {
    Stop-AsyncDispatcher -Force
    Disconnect-AsyncStore
}

Describe 'Wait-AsyncJob' {
    It 'waits for all, and brings the very objects up to date' {
        $jobs = 1..3 | Add-AsyncJob { param($x) $x * 10 }
        $written = $jobs | Wait-AsyncJob -Timeout 180
        $written.Count | Should -Be 3
        [object]::ReferenceEquals($written[0], $jobs[0]) | Should -BeTrue
        $jobs.Status | Should -Be 'Completed', 'Completed', 'Completed'
        $jobs.Result | Should -Be 10, 20, 30
    }

    It 'takes ids, and writes jobs' {
        $job = Add-AsyncJob { 'x' }
        $written = Wait-AsyncJob $job.Id -Timeout 180
        $written | Should -BeOfType AsyncPS.Job
        $written.Result | Should -Be 'x'
    }

    It 'is content with one under -Any' {
        $slow = Add-AsyncJob { Start-Sleep 600 }
        $quick = Add-AsyncJob { 'quick' }
        $written = Wait-AsyncJob $slow, $quick -Any -Timeout 180
        $written.Id | Should -Be $quick.Id
        Stop-AsyncJob $slow | Wait-AsyncJob -Timeout 180 | Out-Null
    }

    It 'gives up after -Timeout, writes what has finished and names the rest' {
        $quick = Add-AsyncJob { 'quick' }
        $held = Add-AsyncJob { 1 } -Delay 1h
        Wait-AsyncJob $quick -Timeout 180 | Out-Null
        $problems = $null
        $written = Wait-AsyncJob $quick, $held -Timeout 0.2 -ErrorAction SilentlyContinue -ErrorVariable problems
        $written.Id | Should -Be $quick.Id
        $problems[0].FullyQualifiedErrorId | Should -Be 'WaitTimedOut,AsyncPS.Commands.WaitAsyncJobCommand'
        $problems[0].CategoryInfo.Category | Should -Be 'OperationTimeout'
        "$($problems[0])" | Should -BeLike "*$($held.Id)*"
        (Get-AsyncJob $held).Status | Should -Be 'Pending'
    }

    It 'is not troubled by a job that failed' {
        $job = Add-AsyncJob { throw 'no' } | Wait-AsyncJob -Timeout 180
        $job.Outcome | Should -Be 'Failed'
        $job.Error.Message | Should -Be 'no'
    }

    It 'reports ids that name no job, and waits for the others' {
        $problems = $null
        $job = Add-AsyncJob { 1 }
        (Wait-AsyncJob 999999, $job.Id -Timeout 180 -ErrorAction SilentlyContinue -ErrorVariable problems).Id |
            Should -Be $job.Id
        $problems[0].FullyQualifiedErrorId | Should -Be 'JobNotFound,AsyncPS.Commands.WaitAsyncJobCommand'
    }

    It 'ends when its pipeline is stopped, and leaves the job alone' {
        $job = Add-AsyncJob { 1 } -Delay 1h
        $store = (Get-AsyncStore).Location
        $shell = (New-Shell).AddScript("Import-Module '$ModulePath'; Wait-AsyncJob $($job.Id) -Store '$store'")
        $running = $shell.BeginInvoke()
        $running.AsyncWaitHandle.WaitOne(1000) | Should -BeFalse
        $clock = [Diagnostics.Stopwatch]::StartNew()
        $shell.Stop()
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 120
        $shell.Runspace.Dispose()
        (Get-AsyncJob $job).Status | Should -Be 'Pending'
    }

    It 'lends the slot of the job in which it waits' {
        # As many of them as the agent's size, and each needs the agent for what it waits for.
        $jobs = 1..2 | Add-AsyncJob { param($x) (Add-AsyncJob { param($y) $y * 2 } -ArgumentList $x -Immediate | Wait-AsyncJob).Result }
        ($jobs | Wait-AsyncJob -Timeout 180).Result | Should -Be 2, 4
    }

    It 'sees a job of another process finish' {
        $path = New-StorePath
        $job = Add-AsyncJob { 'from afar' } -Store $path
        $child = Start-Child (Get-Shell) @('-NoProfile', '-File', (New-Script (
            "Import-Module '$ModulePath'; Start-AsyncDispatcher -Drain -Store '$path'")))
        (Wait-AsyncJob $job -Store $path -Timeout 180).Result | Should -Be 'from afar'
        (Complete-Child $child).ExitCode | Should -Be 0
    }
}

Describe 'Wait-AsyncJob and progress' {
    BeforeAll {
        # A second session waits, and this one looks at what it shows.
        function Start-Waiting([long]$Id, [switch]$NoProgress) {
            $shell = New-Shell
            [void]$shell.AddScript(
                'param($Module, $Store, $Id, $NoProgress)
                Import-Module $Module
                Wait-AsyncJob $Id -Store $Store -Timeout 180 -NoProgress:$NoProgress | Out-Null')
            [void]$shell.AddArgument($ModulePath).AddArgument((Get-AsyncStore).Location).AddArgument($Id)
            [void]$shell.AddArgument([bool]$NoProgress)
            @{ Shell = $shell; Running = $shell.BeginInvoke() }
        }
    }

    It 'shows a bar for all, one for each job that reports, and takes them away' {
        $job = Add-AsyncJob -Name copy {
            Write-Progress 'Copying' 'file 7' -PercentComplete 70
            [void](Get-AsyncAnnotation 'go on' -Timeout 600)
        }
        $waiting = Start-Waiting $job.Id
        $bars = $waiting.Shell.Streams.Progress
        $clock = [Diagnostics.Stopwatch]::StartNew()
        while (-not @($bars | Where-Object Activity -Like '*Copying') -and $clock.Elapsed.TotalSeconds -lt 180) {
            [Threading.Thread]::Sleep(20)
        }
        Set-AsyncAnnotation 'go on' 1 -Job $job
        $waiting.Shell.EndInvoke($waiting.Running)

        $all = @($bars | Where-Object Activity -Like 'Waiting for job *')
        $all[0].StatusDescription, $all[0].PercentComplete | Should -Be '0 of 1 finished, 1 running', 0
        $own = @($bars | Where-Object Activity -Like '*Copying')
        $own[0].Activity, $own[0].StatusDescription | Should -Be "Job $($job.Id) 'copy': Copying", 'file 7'
        $own[0].PercentComplete, $own[0].ParentActivityId | Should -Be 70, $all[0].ActivityId
        "$($own[-1].RecordType)", "$($bars[$bars.Count - 1].RecordType)" | Should -Be 'Completed', 'Completed'
        $waiting.Shell.Dispose()
    }

    It 'shows none with -NoProgress' {
        $job = Add-AsyncJob { Write-Progress 'Copying' 'file 7'; Start-Sleep 1 }
        $waiting = Start-Waiting $job.Id -NoProgress
        $waiting.Shell.EndInvoke($waiting.Running)
        (Get-AsyncJob $job.Id).Status | Should -Be 'Completed'
        $waiting.Shell.Streams.Progress.Count | Should -Be 0
        $waiting.Shell.Dispose()
    }
}
