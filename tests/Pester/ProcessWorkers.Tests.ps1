# Jobs in child processes: as in process where they behave, and gone where they do not.

BeforeAll {
    . $PSScriptRoot/Support/Common.ps1
    Import-Module $ModulePath

    # One that ended: its outcome and what went wrong.
    function Complete([object]$Job) { $Job | Wait-AsyncJob -Timeout 240 }

    # What a job recorded, stream by stream, as text.
    function Get-Record([object]$Job) {
        $records = $Job | Receive-AsyncJob -Wait -Timeout 240 3>&1 4>&1 5>&1 6>&1 2>&1
        @($records | ForEach-Object { "$($_.GetType().Name): $_" }) -join "`n"
    }

    # A script for a job: with a shell and a new file's name it starts a process, which loses its parent, and gives its id.
    function New-OrphanScript {
        New-Script @'
param($shell, $file)
if (-not $IsWindows) {
    return [int](sh -c 'sleep 1000 >/dev/null 2>&1 & echo $!')
}

[IO.File]::WriteAllText("$file.ps1", "[IO.File]::WriteAllText('$file.new', `$PID); [IO.File]::Move('$file.new', '$file'); Start-Sleep 1000")
[Diagnostics.Process]::Start('cmd.exe', "/c start /b `"`" `"$shell`" -NoProfile -File `"$file.ps1`"").WaitForExit()
while (-not [IO.File]::Exists($file)) { Start-Sleep -Milliseconds 20 }
[int][IO.File]::ReadAllText($file)
'@
    }
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

    It 'has the first runspace of its process, and the environment and text rendering of the dispatcher' {
        $script = {
            [runspace]::DefaultRunspace.Id
            $names = [string[]][Environment]::GetEnvironmentVariables().Keys
            [Array]::Sort($names, [StringComparer]::Ordinal)
            $names -join ' '
            "$($PSStyle.OutputRendering)"
        }
        $here, $there = 'Shared', 'Process' | ForEach-Object {
            , (Add-AsyncJob $script -Isolation $_ | Receive-AsyncJob -Wait -Timeout 240)
        }
        $there[0] | Should -Be 1
        $there[1] | Should -BeExactly $here[1]
        $there[2] | Should -Be $here[2]
    }

    It 'finds this module in a child that has just been started: its commands, and the views of what they give' {
        $script = {
            $list = @(Get-Module AsyncPS).Count
            $text = $AsyncJob | Format-List | Out-String
            "$list $((Get-Command Get-AsyncJob).ModuleName) $((Get-AsyncContext).JobId -eq $AsyncJob.Id) $($text -match 'Outcome')"
        }
        $list, $first, $shared = foreach ($job in { @(Get-Module AsyncPS).Count }, { (Get-AsyncContext).Attempt }, $script) {
            Stop-AsyncDispatcher
            Start-AsyncDispatcher -Size 3
            Add-AsyncJob $job -Isolation Process | Receive-AsyncJob -Wait -Timeout 240
        }
        $list | Should -Be 1
        $first | Should -Be 1
        $shared | Should -Be (Add-AsyncJob $script | Receive-AsyncJob -Wait -Timeout 240)
        $shared | Should -Match '^1 AsyncPS True '
    }

    It 'runs in another process, and the next one in the same' {
        $first, $second = 1..2 | ForEach-Object { Add-AsyncJob { $PID } -Isolation Process | Receive-AsyncJob -Wait -Timeout 240 }
        $first | Should -Not -Be $PID
        $second | Should -Be $first
    }

    It 'brings all streams, results and failures as a job in this process does' {
        $script = {
            param($number, $text)
            Write-Output 'first'
            Write-Warning "warning $text"
            Write-Verbose 'verbose'
            Write-Host 'host'
            Write-Error 'an error'
            Write-Information 'information'
            [pscustomobject]@{ Number = $number; When = [DateTimeOffset]::UnixEpoch; List = 1, 2 }
            [ordered]@{ a = 1 }
            throw "ends with $text"
        }
        $here, $there = 'Shared', 'Process' | ForEach-Object {
            Add-AsyncJob $script -ArgumentList 7, 'text' -Isolation $_ -Verbose
        }
        Complete $here, $there | Out-Null
        (Get-Record $there) | Should -BeExactly (Get-Record $here)
        (Get-Record $there) | Should -Match 'ends with text'
        $there = Get-AsyncJob $there
        $here = Get-AsyncJob $here
        $there.Error.ScriptStackTrace | Should -BeExactly $here.Error.ScriptStackTrace
        $there.Error.Position | Should -BeExactly $here.Error.Position
        $there.HadErrors | Should -BeTrue
        $there.Outcome | Should -Be 'Failed'
    }

    It 'takes $using:, named arguments, a piped object and exit codes along' {
        $outer = @{ a = 1, 2 }
        1..3 | Add-AsyncJob { param($x, $y) "$x $y $_ $($using:outer.a)" } -Parameters @{ y = 'named' } -Isolation Process |
            Receive-AsyncJob -Wait -Timeout 240 | Should -Be '1 named 1 1 2', '2 named 2 1 2', '3 named 3 1 2'
        $job = Complete (Add-AsyncJob { 'out'; exit 4 } -Isolation Process)
        ($job.Error.ErrorId, $job.ExitCode, $job.Result) | Should -Be 'JobExited', 4, 'out'
    }

    It 'has $AsyncJob, its context, annotations and progress, live' {
        $job = Add-AsyncJob {
            Write-Progress -Activity 'work' -Status 'half' -PercentComplete 50
            Set-AsyncAnnotation here $AsyncJob.Id
            Get-AsyncAnnotation go -Timeout 240 | Out-Null
            $context = Get-AsyncContext
            "$($context.Job.Id) $($context.Queue) $($context.Attempt) $($context.Agent)"
        } -Isolation Process
        Get-AsyncAnnotation here -Job $job -Timeout 240 | Should -Be $job.Id
        $limit = [Diagnostics.Stopwatch]::StartNew()
        while (-not (Get-AsyncJob $job).Progress -and $limit.Elapsed.TotalSeconds -lt 240) { Start-Sleep -Milliseconds 20 }
        (Get-AsyncJob $job).Progress.PercentComplete | Should -Be 50
        Set-AsyncAnnotation go 1 -Job $job
        $job | Receive-AsyncJob -Wait -Timeout 240 | Should -Be "$($job.Id) default 1 main"
    }

    It 'adds jobs in its own transaction: seen with its success, gone with its failure (R065)' {
        $good, $bad = 'return', 'throw' | ForEach-Object {
            Add-AsyncJob {
                param($how)
                (Add-AsyncJob { 'inner' } -Name "of $how" -OnSuccess { "after $_" }).Id
                if ($how -eq 'throw') { throw 'no' }
            } -ArgumentList $_ -Isolation Process
        }
        $good, $bad = Complete $good, $bad
        Receive-AsyncJob $good.Result -Wait -Timeout 240 | Should -Be 'inner'
        $inner = Complete (Get-AsyncJob $good.Result)
        Receive-AsyncJob $inner.Callback -Wait -Timeout 240 | Should -Be 'after inner'
        $bad.Outcome | Should -Be 'Failed'
        Get-AsyncJob -Name 'of throw' | Should -BeNullOrEmpty
    }

    It 'returns a job and takes its outcome (R090), works on a state, and is a callback' {
        Add-AsyncJob { New-AsyncJob { 6 * 7 } } -Isolation Process | Receive-AsyncJob -Wait -Timeout 240 | Should -Be 42
        1..3 | Add-AsyncJob { $AsyncState.Sum += $_ } -State sums -Isolation Process | Wait-AsyncJob -Timeout 240 | Out-Null
        (Get-AsyncState sums).Value.Sum | Should -Be 6
        Complete (Add-AsyncJob { $AsyncState.Sum = 1000; throw 'no' } -State sums -Isolation Process) | Out-Null
        (Get-AsyncState sums).Value.Sum | Should -Be 6
    }

    It 'leaves nothing behind for the next: variables, environment, location, classes' {
        $before = Add-AsyncJob {
            $global:left = 1
            $env:ASYNCPS_LEFT = 1
            Set-Location /
            class Left { static [int] $Count }
            [Left]::Count = 5
            $PID
        } -Isolation Process | Receive-AsyncJob -Wait -Timeout 240
        Wait-Gone $before | Should -BeTrue
        Add-AsyncJob { "$global:left$env:ASYNCPS_LEFT" } -Isolation Process | Receive-AsyncJob -Wait -Timeout 240 |
            Should -BeNullOrEmpty
    }

    It 'reads nothing from the console and disturbs nobody with what it writes there' {
        $job = Add-AsyncJob {
            [Console]::Out.Write("`0`0`0`0")
            [Console]::Error.Write('x' * 100000)
            [Console]::In.ReadLine() ?? 'end'
        } -Isolation Process
        $job | Receive-AsyncJob -Wait -Timeout 240 | Should -Be 'end'
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

    It 'that is stopped ends, and one can wait for another that it added at once' {
        $job = Add-AsyncJob { Set-AsyncAnnotation begun 1; while ($true) { } } -Isolation Process
        Get-AsyncAnnotation begun -Job $job -Timeout 240 | Out-Null
        Stop-AsyncJob $job
        (Complete $job).Outcome | Should -Be 'Cancelled'
        Add-AsyncJob {
            Add-AsyncJob { 'inner' } -Immediate -Isolation Process | Receive-AsyncJob -Wait -Timeout 200
        } -Isolation Process | Receive-AsyncJob -Wait -Timeout 240 | Should -Be 'inner'
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

Describe 'The choice of isolation' {
    BeforeEach { Connect-AsyncStore (New-StorePath) }

    AfterEach {
        Get-AsyncDispatcher -Local | Stop-AsyncDispatcher -Force
        Disconnect-AsyncStore
    }

    It 'is stored with the job, and goes along when it is run again' {
        $job = Add-AsyncJob { 1 } -Isolation Process -MaxMemory 1GB
        ($job.Isolation, $job.MaxMemory) | Should -Be 'Process', 1GB
        $read = Get-AsyncJob $job
        ($read.Isolation, $read.MaxMemory) | Should -Be 'Process', 1GB
        (Add-AsyncJob { 1 } -Isolation Fresh).Isolation | Should -Be 'Fresh'
        (Get-AsyncJob (Add-AsyncJob { 1 })).Isolation | Should -BeNullOrEmpty
        Stop-AsyncJob $job
        (Restart-AsyncJob $job).Isolation | Should -Be 'Process'
    }

    It 'refuses what cannot be' {
        { Add-AsyncJob -Type ([Math]) -Method Max -ArgumentList 1, 2 -Isolation Process } |
            Should -Throw -ErrorId 'ArgumentInvalid,AsyncPS.Commands.AddAsyncJobCommand'
        { Add-AsyncJob { 1 } -Isolation Shared -MaxMemory 1GB } |
            Should -Throw -ErrorId 'ArgumentInvalid,AsyncPS.Commands.AddAsyncJobCommand'
        { Start-AsyncDispatcher -Isolation Fresh -MaxMemory 1GB } |
            Should -Throw -ErrorId 'ArgumentInvalid,AsyncPS.Commands.StartAsyncDispatcherCommand'
        { Add-AsyncJob { 1 } -MaxMemory 1MB } | Should -Throw
    }

    It 'is the agent''s where the job does not say it, and changes while the agent works' {
        Start-AsyncDispatcher -Size 1 -Isolation Process -MaxMemory 1GB
        $agent = Get-AsyncAgent
        ($agent.Isolation, $agent.MaxMemory) | Should -Be 'Process', 1GB
        Add-AsyncJob { $PID } | Receive-AsyncJob -Wait -Timeout 240 | Should -Not -Be $PID
        Add-AsyncJob { $PID } -Isolation Shared | Receive-AsyncJob -Wait -Timeout 240 | Should -Be $PID
        Add-AsyncJob -Type ([Environment]) -Method get_ProcessId | Receive-AsyncJob -Wait -Timeout 240 | Should -Be $PID
        $agent = Set-AsyncAgent main -Isolation Shared -MaxMemory 0 -PassThru
        ($agent.Isolation, $agent.MaxMemory) | Should -Be 'Shared', $null
        Add-AsyncJob { $PID } | Receive-AsyncJob -Wait -Timeout 240 | Should -Be $PID
        (New-AsyncAgent apart -Size 0 -Isolation Process).Isolation | Should -Be 'Process'
    }

    It 'Fresh gives the job a runspace that no other has used' {
        Start-AsyncDispatcher -Size 1
        $ids = 1..2 | ForEach-Object {
            Add-AsyncJob { [runspace]::DefaultRunspace.InstanceId } -Isolation Fresh | Receive-AsyncJob -Wait -Timeout 240
        }
        $ids[0] | Should -Not -Be $ids[1]
    }

    It 'runs in the shell that ASYNCPS_WORKER names, which starts as it always does' {
        $env:ASYNCPS_WORKER = Get-Shell
        try {
            Start-AsyncDispatcher -Size 1
            $id, $name = Add-AsyncJob { [runspace]::DefaultRunspace.Id; $Host.Name } -Isolation Process |
                Receive-AsyncJob -Wait -Timeout 240
        }
        finally {
            $env:ASYNCPS_WORKER = $null
        }
        $id | Should -BeGreaterThan 1
        $name | Should -Be 'AsyncPS worker'
    }

    It 'gives children what workers have: modules, assemblies, the initialization script, and its fault' {
        Start-AsyncDispatcher -Size 1 -InitializationScript { function Get-Mine { "mine $PID" } }
        Add-AsyncJob { Get-Mine } -Isolation Process | Receive-AsyncJob -Wait -Timeout 240 | Should -BeLike 'mine *'
        Stop-AsyncDispatcher
        $here = $PID
        $text = "if (`$PID -ne $here) { throw 'not in a child' }"
        Start-AsyncDispatcher -Size 1 -InitializationScript ([scriptblock]::Create($text))
        $job = Complete (Add-AsyncJob { 1 } -Isolation Process)
        $job.Error.ErrorId | Should -Be 'WorkerSetupFailed'
        $job.Error.Message | Should -BeLike '*initialization script*not in a child*'
        Stop-AsyncDispatcher
        { Start-AsyncDispatcher -Isolation Process -InitializationScript ([scriptblock]::Create($text)) } |
            Should -Throw '*not in a child*' -ErrorId 'WorkerSetupFailed*'
        Get-AsyncDispatcher -Alive | Should -BeNullOrEmpty
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
