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

Describe 'Receive-AsyncJob' {
    It 'writes the result, as often as it is asked' {
        $job = Add-AsyncJob { 1; 'two'; 3.5 }
        $job | Receive-AsyncJob -Wait -Timeout 180 | Should -Be 1, 'two', 3.5
        Receive-AsyncJob $job | Should -Be 1, 'two', 3.5
        Receive-AsyncJob $job.Id | Should -Be 1, 'two', 3.5
        $job.Status | Should -Be 'Completed'
    }

    It 'keeps lists apart from several objects' {
        $job = Add-AsyncJob { , @(1, 2); 3 }
        $objects = @(Receive-AsyncJob $job -Wait -Timeout 180)
        $objects.Count | Should -Be 2
        $objects[0] | Should -Be 1, 2
    }

    It 'writes nothing for nothing' {
        @(Add-AsyncJob { } | Receive-AsyncJob -Wait -Timeout 180).Count | Should -Be 0
    }

    It 'gives the objects of a pipeline to their jobs, as $_ and as first argument' {
        1..3 | Add-AsyncJob { param($x) "$x/$_" } | Receive-AsyncJob -Wait -Timeout 180 | Should -Be '1/1', '2/2', '3/3'
        1..3 | Add-AsyncJob { $_ * 2 } | Receive-AsyncJob -Wait -Timeout 180 | Should -Be 2, 4, 6
        5 | Add-AsyncJob { param($x, $y) "$x $y" } -ArgumentList 6 | Receive-AsyncJob -Wait -Timeout 180 |
            Should -Be '5 6'
    }

    It 'brings $using: values, named arguments and file scripts (R059)' {
        $there = @{ a = 1 }
        Add-AsyncJob { $using:there.a } | Receive-AsyncJob -Wait -Timeout 180 | Should -Be 1
        Add-AsyncJob { param($a, $b) "$a-$b" } -Parameters @{ b = 2; a = 1 } | Receive-AsyncJob -Wait -Timeout 180 |
            Should -Be '1-2'
        $path = New-Script '"in $([IO.Path]::GetFileName($PSScriptRoot))"'
        Add-AsyncJob -FilePath $path | Receive-AsyncJob -Wait -Timeout 180 |
            Should -Be "in $([IO.Path]::GetFileName([IO.Path]::GetDirectoryName($path)))"
    }

    It 'runs .NET methods' {
        Add-AsyncJob -Type ([Math]) -Method Max -ArgumentList 3, 5 | Receive-AsyncJob -Wait -Timeout 180 | Should -Be 5
        'b', 'a' | Add-AsyncJob -Type ([string]) -Method Concat -ArgumentList 'x' |
            Receive-AsyncJob -Wait -Timeout 180 | Should -Be 'bx', 'ax'
    }

    It 'plays streams back in order' {
        $job = Add-AsyncJob {
            'out 1'
            Write-Warning 'careful'
            'out 2'
            Write-Error 'not good' -ErrorId Odd
            Write-Information 'by the way' -Tags t
            'out 3'
        }
        $all = @(Receive-AsyncJob $job -Wait -Timeout 180 *>&1)
        $kinds = foreach ($object in $all) {
            if ($object -is [Management.Automation.ErrorRecord]) { 'ErrorRecord' } else { $object.GetType().Name }
        }
        $kinds | Should -Be 'String', 'WarningRecord', 'String', 'ErrorRecord', 'InformationRecord', 'String'
        "$($all[1])", "$($all[3])", "$($all[4])" | Should -Be 'careful', 'not good', 'by the way'
        $all[3].FullyQualifiedErrorId | Should -BeLike 'Odd*'
        $job.Outcome, $job.HadErrors | Should -Be 'Succeeded', $true
    }

    It 'keeps verbose records of a job that was added with -Verbose' {
        $job = Add-AsyncJob { Write-Verbose 'details' } -Verbose 4>$null
        $said = Receive-AsyncJob $job -Wait -Timeout 180 -Verbose 4>&1
        "$said" | Should -Be 'details'
    }

    It 'writes a failure as a real error, with the stack of the script (R083, R222)' {
        $job = Add-AsyncJob {
            'before'
            function Get-Bad { throw [InvalidOperationException]::new('no good') }
            Get-Bad
        }
        $problems = $null
        $got = Receive-AsyncJob $job -Wait -Timeout 180 -ErrorAction SilentlyContinue -ErrorVariable problems
        $got | Should -Be 'before'
        $problems[0] | Should -BeOfType Management.Automation.ErrorRecord
        "$($problems[0])" | Should -Be 'no good'
        $problems[0].ScriptStackTrace | Should -BeLike '*Get-Bad*line 4*'
        { Receive-AsyncJob $job -ErrorAction Stop } | Should -Throw 'no good'
    }

    It 'says what became of a job that was stopped' {
        $job = Add-AsyncJob { 1 } -Delay 1h | Stop-AsyncJob
        { Receive-AsyncJob $job -ErrorAction Stop } | Should -Throw -ErrorId 'JobCancelled*'
    }

    It 'gives the code of exit' {
        $job = Add-AsyncJob { 'x'; exit 3 } | Wait-AsyncJob -Timeout 180
        $job.Outcome, $job.ExitCode, $job.Error.ErrorId | Should -Be 'Failed', 3, 'JobExited'
        (Add-AsyncJob { exit 0 } | Wait-AsyncJob -Timeout 180).Outcome | Should -Be 'Succeeded'
    }

    It 'writes nothing of a job that waits, and reports one that does not exist' {
        Add-AsyncJob { 1 } -Delay 1h | Receive-AsyncJob | Should -BeNullOrEmpty
        { Receive-AsyncJob 999999 -ErrorAction Stop } |
            Should -Throw -ErrorId 'JobNotFound,AsyncPS.Commands.ReceiveAsyncJobCommand'
    }

    It 'gives up after -Timeout' {
        $held = Add-AsyncJob { 1 } -Delay 1h
        { Receive-AsyncJob $held -Wait -Timeout 0.2 -ErrorAction Stop } |
            Should -Throw -ErrorId 'WaitTimedOut,AsyncPS.Commands.ReceiveAsyncJobCommand'
    }

    It 'plays back what a running job has written so far' {
        $job = Add-AsyncJob { Write-Warning 'half way'; Set-AsyncAnnotation here 1; Start-Sleep 600 }
        Get-AsyncAnnotation here -Job $job -Timeout 180 | Should -Be 1
        $clock = [Diagnostics.Stopwatch]::StartNew()
        do {
            $said = Receive-AsyncJob $job 3>&1
        } until ($said -or $clock.Elapsed.TotalSeconds -gt 180)
        "$said" | Should -Be 'half way'
        Stop-AsyncJob $job | Wait-AsyncJob -Timeout 180 | Out-Null
    }
}

Describe 'Receive-AsyncJob -Follow' {
    It 'writes what a running job writes at once, output too' {
        # It ends only if its first object is seen while it runs.
        $job = Add-AsyncJob {
            'first'
            Write-Warning 'half way'
            Get-AsyncAnnotation go -Timeout 300 -Poll 0.1 | Out-Null
            'last'
        }
        $seen = $job | Receive-AsyncJob -Follow 3>&1 | ForEach-Object {
            if ("$_" -eq 'half way') { Set-AsyncAnnotation go 1 -Job $job }
            "$_"
        }
        $seen | Should -Be 'first', 'half way', 'last'
        Receive-AsyncJob $job -Follow 3>&1 | ForEach-Object { "$_" } | Should -Be 'first', 'half way', 'last'
        $job.Result | Should -Be 'first', 'last'
    }

    It 'follows a job of another process' {
        $path = New-StorePath
        $job = Add-AsyncJob -Store $path { 1; Get-AsyncAnnotation go -Timeout 300 -Poll 0.1 | Out-Null; 2 }
        $child = Start-Child (Get-Shell) @('-NoProfile', '-File', (New-Script (
            "Import-Module '$ModulePath'; Start-AsyncDispatcher -Drain -Store '$path'")))
        Receive-AsyncJob $job -Follow -Store $path | ForEach-Object {
            if ($_ -eq 1) { Set-AsyncAnnotation go 1 -Job $job -Store $path }
            $_
        } | Should -Be 1, 2
        (Complete-Child $child).ExitCode | Should -Be 0
        Disconnect-AsyncStore $path
    }

    It 'goes on with the next attempt of a job that failed, and says so' {
        $job = Add-AsyncJob -MaxAttempts 2 -RetryDelay 0.1 {
            $attempt = (Get-AsyncContext).Attempt
            "attempt $attempt"
            if ($attempt -eq 1) {
                Get-AsyncAnnotation go -Timeout 300 -Poll 0.1 | Out-Null
                throw 'not yet'
            }
            Write-Warning 'at last'
        }
        $seen = Receive-AsyncJob $job -Follow 3>&1 | ForEach-Object {
            if ("$_" -eq 'attempt 1') { Set-AsyncAnnotation go 1 -Job $job }
            "$_"
        }
        $seen[0] | Should -Be 'attempt 1'
        $seen[1] | Should -BeLike "Job $($job.Id) is run again*"
        $seen[2, 3] | Should -Be 'attempt 2', 'at last'
        $seen.Count | Should -Be 4
        Receive-AsyncJob $job 3>$null | Should -Be 'attempt 2'
    }

    It 'ends with the failure of the job' {
        $job = Add-AsyncJob { 'before'; throw 'no good' }
        $problems = $null
        Receive-AsyncJob $job -Follow -ErrorAction SilentlyContinue -ErrorVariable problems | Should -Be 'before'
        "$($problems[0])" | Should -Be 'no good'
    }

    It 'leaves the job alone when it is told to stop, or has what it was asked for' {
        $job = Add-AsyncJob { 'first'; Start-Sleep 600 }
        Receive-AsyncJob $job -Follow | Select-Object -First 1 | Should -Be 'first'
        (Get-AsyncJob $job).Status | Should -Be 'Active'
        $store = (Get-AsyncStore).Location
        $shell = (New-Shell).AddScript("Import-Module '$ModulePath'; Receive-AsyncJob $($job.Id) -Follow -Store '$store'")
        $output = [Management.Automation.PSDataCollection[psobject]]::new()
        $running = $shell.BeginInvoke([Management.Automation.PSDataCollection[psobject]]$null, $output)
        foreach ($first in $output) { break }
        "$first" | Should -Be 'first'
        $running.IsCompleted | Should -BeFalse
        $shell.Stop()
        $shell.Runspace.Dispose()
        (Get-AsyncJob $job).Status | Should -Be 'Active'
        Stop-AsyncJob $job | Wait-AsyncJob -Timeout 180 | Out-Null
    }

    It 'gives up after -Timeout' {
        $held = Add-AsyncJob { 1 } -Delay 1h
        { Receive-AsyncJob $held -Follow -Timeout 0.2 -ErrorAction Stop } |
            Should -Throw -ErrorId 'WaitTimedOut,AsyncPS.Commands.ReceiveAsyncJobCommand'
    }
}

Describe 'Receive-AsyncJob -AsRecord' {
    It 'writes an object for each thing, with time, stream, text and value' {
        $before = [DateTimeOffset]::Now.AddSeconds(-1)
        $job = Add-AsyncJob {
            'one'
            Write-Warning 'two'
            Write-Error 'three'
            Write-Information 'four'
            $Host.UI.WriteLine('five')
            @{ six = 6 }
        }
        $records = @(Receive-AsyncJob $job -Wait -Timeout 180 -AsRecord -ErrorAction Stop)
        $records.Stream | Should -Be 'Output', 'Warning', 'Error', 'Information', 'Host', 'Output'
        $records.Message | Should -Be 'one', 'two', 'three', 'four', 'five', 'six=6'
        $records[0] | Should -BeOfType AsyncPS.StreamEntry
        $records[2].Value | Should -BeOfType Management.Automation.ErrorRecord
        $records[5].Value.six | Should -Be 6
        $records.JobId | Should -Be (@($job.Id) * 6)
        for ($index = 0; $index -lt 6; $index++) {
            $records[$index].Time | Should -BeGreaterOrEqual $before
            $before = $records[$index].Time
        }
    }

    It 'has the failure of the job as its last record, and as no error' {
        $job = Add-AsyncJob { 'before'; throw 'no good' }
        $records = @($job | Receive-AsyncJob -Follow -AsRecord -ErrorAction Stop)
        $records.Stream | Should -Be 'Output', 'Error'
        $records[1].Message | Should -Be 'no good'
    }

    It 'has bars too: of an activity the first, the end, and at most one in a second between' {
        $job = Add-AsyncJob {
            'before'
            for ($file = 1; $file -le 100; $file++) {
                Write-Progress 'Copying' "file $file" -PercentComplete $file
            }
            Write-Progress 'Copying' -Completed
        }
        $records = @($job | Receive-AsyncJob -Wait -Timeout 180 -AsRecord)
        $bars = @($records | Where-Object Stream -EQ Progress)
        $records[0].Stream, $bars[0].Message, $bars[-1].Message |
            Should -Be 'Output', 'Copying: file 1 (1%)', 'Copying: done'
        $bars.Count | Should -BeLessThan 50
        $bars[0].Value | Should -BeOfType Management.Automation.ProgressRecord
        $job.Progress.Status | Should -Be 'file 100'
    }
}

Describe 'Receive-AsyncJob and progress' {
    It 'shows the bars that the job showed, unless -NoProgress is given' {
        $job = Add-AsyncJob {
            Write-Progress 'Copying' 'file 7' -PercentComplete 70 -Id 3
            'done'
        }
        Wait-AsyncJob $job -Timeout 180 | Out-Null
        foreach ($options in @{}, @{ NoProgress = $true }) {
            $shell = New-Shell
            [void]$shell.AddCommand('Import-Module').AddArgument($ModulePath).AddStatement()
            [void]$shell.AddCommand('Receive-AsyncJob').AddArgument($job.Id).AddParameters($options)
            $output = $shell.AddParameter('Store', (Get-AsyncStore).Location).Invoke()
            $output | Should -Be 'done'
            $shown = @($shell.Streams.Progress | Where-Object ActivityId -EQ 3)
            if ($options.NoProgress) {
                $shown.Count | Should -Be 0
            }
            else {
                $shown[0].Activity, $shown[0].StatusDescription, $shown[0].PercentComplete |
                    Should -Be 'Copying', 'file 7', 70
            }
            $shell.Dispose()
        }
    }
}
