# Invoke-AsyncJob.

BeforeAll {
    . $PSScriptRoot/Support/Common.ps1
    Import-Module $ModulePath
}

Describe 'Invoke-AsyncJob' {
    BeforeEach {
        Connect-AsyncStore (New-StorePath)
    }

    AfterEach {
        Disconnect-AsyncStore
    }

    It 'runs a pending job in this session, without a dispatcher, and writes what it wrote' {
        $job = Add-AsyncJob { [Threading.Thread]::CurrentThread.ManagedThreadId; 'done' }
        $id, $text = $job | Invoke-AsyncJob
        $id | Should -Be ([Threading.Thread]::CurrentThread.ManagedThreadId)
        $text | Should -Be 'done'
        $after = Get-AsyncJob $job.Id
        $after.Status, $after.Outcome, $after.Attempt, $after.Agent | Should -Be 'Completed', 'Succeeded', 1, 'Invoke-AsyncJob'
        $after.Result | Should -Be $id, 'done'
        @(Get-AsyncDispatcher | Where-Object Alive) | Should -HaveCount 0
    }

    It 'stops at breakpoints of this session' -Tag RealShell {
        $script = New-Script "`$x = 1`n`$x + 1"
        $job = Add-AsyncJob -FilePath $script
        $hits = [Collections.ArrayList]::new()
        $breakpoint = Set-PSBreakpoint -Script $script -Line 2 -Action { $hits.Add($x) }
        Invoke-AsyncJob $job | Should -Be 2
        Remove-PSBreakpoint $breakpoint
        $hits | Should -Be 1
    }

    It 'gives arguments, piped objects, $using: values, $AsyncJob and $AsyncState' {
        $factor = 10
        $job = 4 | Add-AsyncJob {
            param($n, $add)
            $AsyncState.n += $n * $using:factor + $add
            "$($AsyncJob.Id) $_ $($AsyncState.n)"
        } -Parameters @{ add = 2 } -State x
        Invoke-AsyncJob $job | Should -Be "$($job.Id) 4 42"
        (Get-AsyncState x).Value.n | Should -Be 42
        $assigned = Add-AsyncJob { function Set-It { $AsyncState = @{ m = 1 } } Set-It } -State x
        Invoke-AsyncJob $assigned
        (Get-AsyncState x).Value.m | Should -Be 1
    }

    It 'leaves nothing behind in the session' {
        $location = (Get-Location).Path
        $job = Add-AsyncJob { Set-Location ([IO.Path]::GetTempPath()); $here = 1; function Get-Here { $here } } -State x
        Invoke-AsyncJob $job
        (Get-Location).Path | Should -Be $location
        $ExecutionContext.SessionState.PSVariable.Get('AsyncState') | Should -BeNullOrEmpty
        $ExecutionContext.SessionState.PSVariable.Get('AsyncJob') | Should -BeNullOrEmpty
        $ExecutionContext.SessionState.PSVariable.Get('here') | Should -BeNullOrEmpty
        $ExecutionContext.InvokeCommand.GetCommand('Get-Here', 'Function') | Should -BeNullOrEmpty
    }

    It 'settles a failure, writes it as an error, and replays the streams' {
        $job = Add-AsyncJob { 'before'; Write-Warning 'careful'; throw 'bad' } -State x
        $problem = $warning = $null
        Invoke-AsyncJob $job -ErrorAction SilentlyContinue -ErrorVariable problem -WarningVariable warning `
            -WarningAction SilentlyContinue | Should -Be 'before'
        $problem[0].Exception.Message | Should -Be 'bad'
        "$warning" | Should -Be 'careful'
        (Get-AsyncJob $job.Id).Outcome | Should -Be 'Failed'
        (Get-AsyncState x).Value | Should -BeNullOrEmpty
    }

    It 'takes exit for the job''s end' {
        $good = Add-AsyncJob { 1; exit 0; 2 }
        $bad = Add-AsyncJob { exit 3 }
        Invoke-AsyncJob $good | Should -Be 1
        (Invoke-AsyncJob $bad -PassThru).ExitCode | Should -Be 3
    }

    It 'is not changed by the session''s preferences' {
        $job = Add-AsyncJob { Write-Error 'no end'; 'after' }
        $ErrorActionPreference = 'Stop'
        (Invoke-AsyncJob $job -PassThru).Result | Should -Be 'after'
    }

    It 'adds the jobs that the job added, and runs its callbacks here' {
        $job = Add-AsyncJob { (Add-AsyncJob { 'inner' }).Id } -OnSuccess { "of $($args[0])" }
        $after = Invoke-AsyncJob $job -PassThru
        $after.Status | Should -Be 'Completed'
        (Get-AsyncJob $after.Result).Status | Should -Be 'Pending'
        (Get-AsyncJob $after.Callback[0]).Result | Should -Be "of $($after.Result)"
    }

    It 'runs a .NET method' {
        $job = Add-AsyncJob -Type ([Math]) -Method Max -ArgumentList 3, 8
        Invoke-AsyncJob $job | Should -Be 8
    }

    It 'takes a job before its time, and from a suspended queue' {
        $held = Add-AsyncJob { 'held' } -Delay 1h
        Suspend-AsyncQueue default
        Invoke-AsyncJob $held | Should -Be 'held'
    }

    It 'puts a job back that is to be tried again' {
        $job = Add-AsyncJob { throw 'bad' } -MaxAttempts 2 -RetryDelay 1h
        $after = Invoke-AsyncJob $job -PassThru
        $after.Status, $after.Attempt | Should -Be 'Pending', 1
    }

    It 'puts a job back in line when it is stopped here' {
        $gate = New-StorePath
        $job = Add-AsyncJob {
            param($gate) [IO.File]::WriteAllText($gate, ''); while ($true) { [Threading.Thread]::Sleep(10) }
        } -ArgumentList $gate
        $shell = New-Shell
        $run = $shell.AddScript('param($module, $store, $id) Import-Module $module; Invoke-AsyncJob $id -Store $store').
            AddArgument($ModulePath).AddArgument((Get-AsyncStore).Location).AddArgument($job.Id).BeginInvoke()
        while (-not [IO.File]::Exists($gate)) { [Threading.Thread]::Sleep(10) }
        (Get-AsyncJob $job.Id).Agent | Should -Be 'Invoke-AsyncJob'
        $shell.Stop()
        $run.IsCompleted | Should -Be $true
        $shell.Dispose()
        $after = Get-AsyncJob $job.Id
        $after.Status, $after.Outcome | Should -Be 'Pending', $null
        @(Get-AsyncDispatcher | Where-Object Alive) | Should -HaveCount 0
    }

    It 'refuses a job that does not wait, or may not run now' {
        $done = Add-AsyncJob { 1 }
        Invoke-AsyncJob $done | Out-Null
        { Invoke-AsyncJob $done -ErrorAction Stop } |
            Should -Throw -ErrorId 'JobStatusInvalid,AsyncPS.Commands.InvokeAsyncJobCommand'
        { Invoke-AsyncJob 999 -ErrorAction Stop } | Should -Throw -ErrorId 'JobNotFound*'
        New-AsyncQuota shut -Size 0 | Out-Null
        $blocked = Add-AsyncJob { 1 } -Quota shut
        { Invoke-AsyncJob $blocked -ErrorAction Stop } | Should -Throw -ErrorId 'JobStatusInvalid*'
        (Get-AsyncJob $blocked.Id).Status | Should -Be 'Pending'
    }

    It 'runs a restarted job, as the message of a finished one says' {
        $done = Add-AsyncJob { 5 }
        Invoke-AsyncJob $done | Out-Null
        Restart-AsyncJob $done -Delay 1h | Invoke-AsyncJob | Should -Be 5
    }

    It 'changes nothing with -WhatIf' {
        $job = Add-AsyncJob { 1 }
        Invoke-AsyncJob $job -WhatIf | Should -BeNullOrEmpty
        (Get-AsyncJob $job.Id).Status | Should -Be 'Pending'
    }
}
