# Jobs in child processes that do not behave, and how children end: gone, with all that they started.

BeforeAll {
    . $PSScriptRoot/Support/Common.ps1
    . $PSScriptRoot/Support/ProcessJobs.ps1
    Import-Module $ModulePath
}

Describe 'A job in a process of its own' {
    BeforeAll {
        Connect-AsyncStore (New-StorePath)
        Start-AsyncDispatcher -Size 3
    }

    AfterAll {
        Stop-AsyncDispatcher -Force
        Disconnect-AsyncStore
    }

    It 'that calls [Environment]::Exit, or is killed, fails with JobProcessDied and how' {
        $left, $killed = Complete @(
            Add-AsyncJob { 'before'; Write-Warning 'w'; [Environment]::Exit(3) } -Isolation Process
            Add-AsyncJob { [Diagnostics.Process]::GetCurrentProcess().Kill(); Start-Sleep 60 } -Isolation Process)
        ($left.Error.ErrorId, $left.ExitCode) | Should -Be 'JobProcessDied', 3
        $left.Error.Message | Should -BeLike "*of job $($left.Id) ended while the job ran: exit code 3.*"
        (Get-Record $left) | Should -BeLike '*WarningRecord: w*'
        $killed.Error.ErrorId | Should -Be 'JobProcessDied'
        if (-not $IsWindows) { $killed.Error.Message | Should -BeLike '*signal 9 (SIGKILL)*' }
    }

    It 'that died runs again when its attempts allow it' {
        $job = Add-AsyncJob {
            if ((Get-AsyncContext).Attempt -eq 1) { [Environment]::FailFast('first') }
            (Get-AsyncContext).Attempt
        } -Isolation Process -MaxAttempts 2 -RetryDelay 0
        $job | Receive-AsyncJob -Wait -Timeout 240 | Should -Be 2
    }

    It 'that ends for nothing is killed at its -Timeout, with all that it started' {
        $jobs = Complete @(
            Add-AsyncJob { while ($true) { } } -Isolation Process -Timeout 1
            Add-AsyncJob { try { while ($true) { } } finally { while ($true) { } } } -Isolation Process -Timeout 1
            Add-AsyncJob { [Threading.Thread]::Sleep(-1) } -Isolation Process -Timeout 1)
        $jobs.Error.ErrorId | Should -Be 'JobTimedOut', 'JobTimedOut', 'JobTimedOut'
        Add-AsyncJob { 'next' } -Isolation Process | Receive-AsyncJob -Wait -Timeout 240 | Should -Be 'next'
    }

    It 'takes along what it started, also what has lost its parent' {
        $job = Add-AsyncJob -ArgumentList (New-OrphanScript), (Get-Shell), (New-StorePath) {
            param($script, $shell, $file)
            Set-AsyncAnnotation child (& $script $shell $file)
            if ($IsWindows) { while ($true) { } } else { sh -c 'sleep 1001; true' }
        } -Isolation Process -Timeout $(if ($IsWindows) { 20 } else { 5 })
        $orphan = Get-AsyncAnnotation child -Job $job -Timeout 240
        Test-Alive $orphan | Should -BeTrue
        (Complete $job).Error.ErrorId | Should -Be 'JobTimedOut'
        Wait-Gone $orphan | Should -BeTrue
    }

    It 'that grows past -MaxMemory is killed and says so' {
        $job = Complete (Add-AsyncJob {
            $all = [Collections.Generic.List[object]]::new()
            while ($true) {
                $part = [byte[]]::new(4MB)
                [Array]::Fill($part, [byte]1)
                $all.Add($part)
            }
        } -MaxMemory 300MB -Timeout 120)
        $job.Error.ErrorId | Should -Be 'JobMemoryExceeded'
        $job.Error.Message | Should -BeLike '*may have 300 MiB*'
        ($job.Isolation, $job.MaxMemory) | Should -Be 'Process', 300MB
    }

    It 'that starts what grows past -MaxMemory is killed with it' {
        $job = Add-AsyncJob -MaxMemory 500MB -Timeout 240 -ArgumentList (Get-Shell) {
            param($shell)
            $text = '[IO.File]::WriteAllText($env:WHERE, "$PID"); $all = [byte[]]::new(600MB); [Array]::Fill($all, [byte]1); while ($true) { }'
            $env:WHERE = [IO.Path]::GetTempFileName()
            Set-AsyncAnnotation where $env:WHERE
            & $shell -NoProfile -Command $text
        }
        $where = Get-AsyncAnnotation where -Job $job -Timeout 240
        $job = Complete $job
        $job.Error.ErrorId | Should -Be 'JobMemoryExceeded'
        $job.Error.Message | Should -BeLike '*with what it started, had*may have 500 MiB*'
        Wait-Gone ([int][IO.File]::ReadAllText($where)) | Should -BeTrue
        [IO.File]::Delete($where)
    }
}

Describe 'A stop of the dispatcher' {
    BeforeEach {
        Connect-AsyncStore (New-StorePath)
        Start-AsyncDispatcher -Size 1 -Isolation Process
        $shell = New-Shell
    }

    AfterEach {
        $shell.Dispose()
        Get-AsyncDispatcher -Local | Stop-AsyncDispatcher -Force
        Disconnect-AsyncStore
    }

    It 'is seen by a job in a child, which ends by itself' {
        $job = Add-AsyncJob {
            Set-AsyncAnnotation before (Get-AsyncContext).IsStopping
            [void](Get-AsyncContext).StoppingToken.WaitHandle.WaitOne(240000)
            "stopping: $((Get-AsyncContext).IsStopping), to end: $((Get-AsyncContext).CancellationToken.IsCancellationRequested)"
        }
        Get-AsyncAnnotation before -Job $job -Timeout 240 | Should -BeFalse
        Stop-AsyncDispatcher -Timeout 1h
        Receive-AsyncJob $job | Should -Be 'stopping: True, to end: False'
    }

    It 'is seen before the job is interrupted and put back' {
        $job = Add-AsyncJob {
            Set-AsyncAnnotation begun 1
            [void](Get-AsyncContext).StoppingToken.WaitHandle.WaitOne(240000)
            Set-AsyncAnnotation seen (Get-AsyncContext).IsStopping
            while ($true) { }
        }
        Get-AsyncAnnotation begun -Job $job -Timeout 240 | Out-Null
        $path = (Get-AsyncStore).Location
        $stopping = $shell.AddScript("Import-Module '$ModulePath'; `$d = Get-AsyncDispatcher -Local -Store '$path'
            Stop-AsyncDispatcher `$d -Timeout 1h -Store '$path'").BeginInvoke()
        Get-AsyncAnnotation seen -Job $job -Timeout 240 | Should -BeTrue

        # Ctrl+C ends the patience of the stop.
        $shell.Stop()
        $stopping.AsyncWaitHandle.WaitOne([TimeSpan]::FromMinutes(4)) | Should -BeTrue
        (Get-AsyncJob $job).Status | Should -Be 'Pending'
        (Get-AsyncJob $job -History).Reason -join ' ' | Should -BeLike '*first in line again*'
    }

    It 'of the job itself cancels the token that the child gave to .NET' {
        $file = [IO.Path]::Combine($TestDrive, 'token')
        $job = Add-AsyncJob -ArgumentList $file {
            param($file)
            $token = (Get-AsyncContext).CancellationToken
            Set-AsyncAnnotation begun 1
            try { [Threading.Tasks.Task]::Delay(240000, $token).Wait() }
            finally { [IO.File]::WriteAllText($file, "$($token.IsCancellationRequested)") }
        }
        Get-AsyncAnnotation begun -Job $job -Timeout 240 | Out-Null
        Stop-AsyncJob $job
        (Complete $job).Outcome | Should -Be 'Cancelled'
        [IO.File]::ReadAllText($file) | Should -Be 'True'
    }
}

Describe 'Children' {
    AfterEach {
        Get-AsyncDispatcher -Local | Stop-AsyncDispatcher -Force
        Disconnect-AsyncStore
    }

    It 'die with their dispatcher''s process, and what they started too, however it died' {
        $path = New-StorePath
        Connect-AsyncStore $path
        $jobs = 1..2 | Add-AsyncJob -ArgumentList (New-OrphanScript), (Get-Shell), $path {
            param($script, $shell, $file)
            Set-AsyncAnnotation ids @($PID, (& $script $shell "$file-$PID"))
            while ($true) { }
        } -Isolation Process
        $child = Start-Child (Get-Shell) '-NoProfile', '-Command',
            "Import-Module '$ModulePath'; Connect-AsyncStore '$path'; Start-AsyncDispatcher -Size 2 -Wait"
        try {
            $ids = @($jobs | ForEach-Object { foreach ($id in (Get-AsyncAnnotation ids -Job $_ -Timeout 240)) { $id } })
            $ids.Count | Should -Be 4
        }
        finally {
            $child.Process.Kill()
            $child.Process.WaitForExit()
        }

        @($ids | Where-Object { -not (Wait-Gone $_) }) | Should -BeNullOrEmpty
    }

    It 'leave no files in the temporary folder, however they end' {
        if ($IsWindows) { Set-ItResult -Skipped -Because 'pipes are no files there' }
        # Not in the test's folder: the path of a pipe may be 108 characters long.
        $before, $folder = $env:TMPDIR, [IO.Path]::Combine([IO.Path]::GetTempPath(), "asyncps-$PID")
        try {
            $env:TMPDIR = [IO.Directory]::CreateDirectory($folder).FullName
            Connect-AsyncStore (New-StorePath)
            Start-AsyncDispatcher -Size 1 -Isolation Process
            (Complete (Add-AsyncJob { [Environment]::Exit(3) })).Error.ErrorId | Should -Be 'JobProcessDied'
            (Complete (Add-AsyncJob { while ($true) { } } -Timeout 1s)).Error.ErrorId | Should -Be 'JobTimedOut'
            $id = Add-AsyncJob { $PID } | Receive-AsyncJob -Wait -Timeout 240
            $there = [IO.Directory]::GetFiles($folder).Where({ $_ -like "*$id*" })
            [IO.Directory]::GetFiles($folder).Count | Should -Be $there.Count
            Stop-AsyncDispatcher
            [IO.Directory]::GetFiles($folder) | Should -BeNullOrEmpty
        }
        finally {
            $env:TMPDIR = $before
            [IO.Directory]::Delete($folder, $true)
        }
    }

    It 'outlive bad jobs: all the others succeed, each bad one ends as it should, and nobody is left' {
        $count = if ($env:ASYNCPS_PROCESS_JOBS) { [int]$env:ASYNCPS_PROCESS_JOBS } else { 60 }
        Connect-AsyncStore (New-StorePath)
        Start-AsyncDispatcher -Size 4 -Isolation Process -MaxMemory 400MB
        $work = {
            Set-AsyncAnnotation process $PID
            if ($_ % 5) { return $_ }
            switch ($_ / 5 % 6) {
                0 { while ($true) { } }
                1 { [Threading.Thread]::Sleep(-1) }
                2 { $all = @(); while ($true) { $part = [byte[]]::new(4MB); [Array]::Fill($part, [byte]1); $all += , $part } }
                3 { [Environment]::Exit(7) }
                4 { [Environment]::FailFast('crash') }
                5 { while ($true) { Write-Warning ('x' * 1000); [Console]::WriteLine('y' * 1000) } }
            }
        }

        # Only what ends by its limit has a short one: a child takes its time to start where four are busy for ever.
        $jobs = @(0..($count - 1) | ForEach-Object {
            $limit = if ($_ % 5 -eq 0 -and $_ / 5 % 6 -in 0, 1, 5) { 20 } else { 600 }
            $_ | Add-AsyncJob $work -Timeout $limit
        })
        $jobs = $jobs | Wait-AsyncJob -Timeout 3000
        Stop-AsyncDispatcher
        $good = @($jobs | Where-Object { $_.ArgumentList[0] % 5 })
        @($good | Where-Object Outcome -ne Succeeded) | Should -BeNullOrEmpty
        @($good | Where-Object { $_.Result -ne $_.ArgumentList[0] }) | Should -BeNullOrEmpty
        $expected = 'JobTimedOut', 'JobTimedOut', 'JobMemoryExceeded', 'JobProcessDied', 'JobProcessDied', 'JobTimedOut'
        $wrong = @($jobs | Where-Object {
            $number = $_.ArgumentList[0]
            $number % 5 -eq 0 -and $_.Error.ErrorId -ne $expected[$number / 5 % 6]
        })
        @($wrong | ForEach-Object { "$($_.ArgumentList[0]): $($_.Error.ErrorId) $($_.Error.Message)" }) | Should -BeNullOrEmpty
        $processes = @($jobs | ForEach-Object { $_.Annotation['process'] } | Where-Object { $_ } | Sort-Object -Unique)
        @($processes | Where-Object { -not (Wait-Gone $_) }) | Should -BeNullOrEmpty
    }
}
