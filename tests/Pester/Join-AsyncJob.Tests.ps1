# Jobs of jobs: New-AsyncJob, Add-AsyncJob -Job, Join-AsyncJob, jobs that return jobs, jobs as arguments.

BeforeAll {
    . $PSScriptRoot/Support/Common.ps1
    Import-Module $ModulePath
    Connect-AsyncStore (New-StorePath)
}

AfterAll {
    Get-AsyncDispatcher -Local | Stop-AsyncDispatcher -Force
    Disconnect-AsyncStore
}

Describe 'New-AsyncJob' {
    It 'makes a job that is not saved' {
        $job = New-AsyncJob { 1 } -Name unsaved -Quota none -Delay 1h
        $job | Should -BeOfType AsyncPS.Job
        $job.Status | Should -Be 'New'
        $job.Id | Should -Be 0
        $job.Name | Should -Be 'unsaved'
        "$job" | Should -Be '(unsaved)'
        Get-AsyncJob -Name unsaved | Should -BeNullOrEmpty
    }

    It 'makes one job for each piped object' {
        $jobs = 1..3 | New-AsyncJob { $_ * 2 } -Name { "double $_" }
        $jobs | Should -HaveCount 3
        $jobs[2].Name | Should -Be 'double 3'
    }

    It 'shows a job without an id' {
        $text = New-AsyncJob { 'text of it' } | Out-String -Width 200
        $text | Should -Match 'New'
        $text | Should -Match 'text of it'
        $text | Should -Not -Match '\b0\b'
    }

    It 'refuses a script that does not parse, as Add-AsyncJob does' {
        { New-AsyncJob -FilePath (New-Script 'if (') } | Should -Throw
    }
}

Describe 'Add-AsyncJob -Job' {
    It 'saves the very object' {
        $job = New-AsyncJob { 1 } -Delay 1h
        $saved = Add-AsyncJob -Job $job
        $job.Id | Should -BeGreaterThan 0
        $job.Status | Should -Be 'Pending'
        [object]::ReferenceEquals($saved, $job) | Should -BeTrue
        (Get-AsyncJob $job.Id).Id | Should -Be $job.Id
    }

    It 'takes jobs from the pipeline, as one batch' {
        $jobs = 1..3 | New-AsyncJob { $_ } -Delay 1h | Add-AsyncJob
        $jobs | Should -HaveCount 3
        $jobs[1].Id | Should -Be ($jobs[0].Id + 1)
    }

    It 'refuses a saved job (R007)' {
        $job = Add-AsyncJob { 1 } -Delay 1h
        { Add-AsyncJob -Job $job } | Should -Throw -ErrorId 'JobStatusInvalid,AsyncPS.Commands.AddAsyncJobCommand'
    }

    It 'refuses what belongs to New-AsyncJob' {
        { Add-AsyncJob -Job (New-AsyncJob { 1 }) -Queue other } |
            Should -Throw -ErrorId 'ArgumentInvalid,AsyncPS.Commands.AddAsyncJobCommand'
    }

    It 'saves a join with its parts' {
        $part = New-AsyncJob { 1 } -Delay 1h
        $join = Join-AsyncJob $part, (Add-AsyncJob { 2 } -Delay 1h) | Add-AsyncJob
        $part.Id | Should -BeGreaterThan 0
        $part.Status | Should -Be 'Pending'
        $join.Status | Should -Be 'Active'
        $join.Part | Should -Be ($part.Id, ($join.Part[1]))
        $part.PartOf | Should -Be $join.Id
        $join.WaitingFor | Should -Be "waits for 2 of 2 jobs: $($join.Part -join ', ')"
    }

    It 'leaves the object unsaved when the store refuses it' {
        $job = New-AsyncJob { 1 } -Queue nowhere
        { Add-AsyncJob -Job $job } | Should -Throw -ErrorId 'QueueNotFound,AsyncPS.Commands.AddAsyncJobCommand'
        $job.Id | Should -Be 0
    }

    It 'saves nothing with -WhatIf' {
        $job = New-AsyncJob { 1 }
        Add-AsyncJob -Job $job -WhatIf
        $job.Id | Should -Be 0
    }
}

Describe 'An unsaved job' {
    It 'is no job for the cmdlets that need a saved one' {
        { Stop-AsyncJob (New-AsyncJob { 1 }) } | Should -Throw
    }

    It 'is no argument' {
        { Add-AsyncJob { 1 } -ArgumentList (New-AsyncJob { 1 }) } |
            Should -Throw -ErrorId 'PayloadNotSerializable,AsyncPS.Commands.AddAsyncJobCommand'
    }
}

Describe 'Join-AsyncJob' {
    It 'makes an unsaved job' {
        $join = Join-AsyncJob (New-AsyncJob { 1 }), (New-AsyncJob { 2 }) -Serial -Name chain
        $join.Status | Should -Be 'New'
        $join.Id | Should -Be 0
        $join.Call | Should -Be '2 jobs, one after the other'
        (Join-AsyncJob (New-AsyncJob { 1 })).Call | Should -Be '1 job in parallel'
    }

    It 'takes -Then for what follows, and nothing under another name (R099)' {
        { Join-AsyncJob (New-AsyncJob { 1 }) -Postprocess { 2 } } |
            Should -Throw -ErrorId 'NamedParameterNotFound,AsyncPS.Commands.JoinAsyncJobCommand'
    }

    It 'refuses what is no job' {
        { Join-AsyncJob 'nothing' } | Should -Throw -ErrorId 'ArgumentInvalid,AsyncPS.Commands.JoinAsyncJobCommand'
    }
}

Describe 'Jobs of jobs' {
    BeforeAll {
        Start-AsyncDispatcher -Size 1
    }

    It 'lets a job take the outcome of the unsaved job that it returns (R090, R092)' {
        $job = Add-AsyncJob { New-AsyncJob { param($x) $x * 2 } -ArgumentList 21 }
        Receive-AsyncJob $job -Wait -Timeout 60 | Should -Be 42
        $job.Outcome | Should -Be 'Succeeded'
    }

    It 'does so to any depth' {
        $job = Add-AsyncJob { New-AsyncJob { New-AsyncJob { New-AsyncJob { 'bottom' } } } }
        Receive-AsyncJob $job -Wait -Timeout 60 | Should -Be 'bottom'
    }

    It 'passes a failure on' {
        $job = Add-AsyncJob { New-AsyncJob { throw 'deep' } } | Wait-AsyncJob -Timeout 60
        $job.Outcome | Should -Be 'Failed'
        $job.Error.Message | Should -Be 'deep'
    }

    It 'shares a quota of one between outer and inner (R093)' {
        New-AsyncQuota single
        $job = Add-AsyncJob { New-AsyncJob { 'inner' } -Quota single } -Quota single
        Receive-AsyncJob $job -Wait -Timeout 60 | Should -Be 'inner'
    }

    It 'runs callbacks with the inner result' {
        $job = Add-AsyncJob { New-AsyncJob { 5 } } -OnSuccess { param($result) "got $result" } | Wait-AsyncJob -Timeout 60
        Receive-AsyncJob $job.Callback[0] | Should -Be 'got 5'
    }

    It 'says what a waiting job waits for' {
        $job = Add-AsyncJob { New-AsyncJob { 1 } -Delay 1h -Name later }
        Add-AsyncJob { } | Wait-AsyncJob -Timeout 60 | Out-Null
        $job = Get-AsyncJob $job
        $job.Status | Should -Be 'Active'
        $inner = Get-AsyncJob -Name later
        $job.WaitingFor | Should -Match "^waits for job $($inner.Id): begins at"
        ($job | Out-String -Width 200) | Should -Match 'waits for job'
        Stop-AsyncJob $inner
        (Wait-AsyncJob $job -Timeout 60).Outcome | Should -Be 'Cancelled'
    }

    It 'takes what Add-AsyncJob writes as plain output' {
        $job = Add-AsyncJob { Add-AsyncJob { 'added' } }
        $added = Receive-AsyncJob $job -Wait -Timeout 60
        $added | Should -BeOfType AsyncPS.Job
        Receive-AsyncJob $added -Wait -Timeout 60 | Should -Be 'added'
    }

    It 'refuses an unsaved job among other output' {
        foreach ($script in { 1; New-AsyncJob { 2 } }, { New-AsyncJob { 2 }; 1 }) {
            $job = Add-AsyncJob $script | Wait-AsyncJob -Timeout 60
            $job.Error.ErrorId | Should -Be 'PayloadNotSerializable'
        }
    }

    It 'saves an unsaved job within a job' {
        $job = Add-AsyncJob { (Add-AsyncJob -Job (New-AsyncJob { 'saved inside' })).Id }
        $id = Receive-AsyncJob $job -Wait -Timeout 60
        Receive-AsyncJob $id -Wait -Timeout 60 | Should -Be 'saved inside'
    }

    It 'runs parts in parallel and gives them to -Then as one array (R097)' {
        $join = Join-AsyncJob (7, 14, 21 | New-AsyncJob { $_ }) -Then {
            param($jobs)
            $sum = 0
            foreach ($job in $jobs) { $sum += $job.Result }
            $sum
        } | Add-AsyncJob
        Receive-AsyncJob $join -Wait -Timeout 60 | Should -Be 42
    }

    It 'runs parts one after the other with -Serial (R096)' {
        $log = [IO.Path]::Combine($TestDrive, 'serial.log')
        $parts = 'a', 'b', 'c' | New-AsyncJob { [IO.File]::AppendAllText($using:log, $_) }
        $join = Join-AsyncJob $parts -Serial | Add-AsyncJob | Wait-AsyncJob -Timeout 60
        $join.Outcome | Should -Be 'Succeeded'
        [IO.File]::ReadAllText($log) | Should -Be 'abc'
    }

    It 'goes on after a part that fails, and says so (R098)' {
        $join = Join-AsyncJob (New-AsyncJob { 1 }), (New-AsyncJob { throw 'boom' }), (New-AsyncJob { 3 }) -Serial |
            Add-AsyncJob | Wait-AsyncJob -Timeout 60
        $join.Outcome | Should -Be 'Succeeded'
        $join.HadErrors | Should -BeTrue
        $parts = Receive-AsyncJob $join
        $parts | Should -HaveCount 3
        $parts[1].Outcome | Should -Be 'Failed'
        $parts[2].Result | Should -Be 3
    }

    It 'runs -Then without any parts (R101)' {
        $join = Join-AsyncJob @() -Serial -Then { param($jobs) "$($jobs.Count) parts" } | Add-AsyncJob
        Receive-AsyncJob $join -Wait -Timeout 60 | Should -Be '0 parts'
    }

    It 'takes saved jobs and ids, also finished ones' {
        $saved = Add-AsyncJob { 1 } | Wait-AsyncJob -Timeout 60
        $join = Join-AsyncJob $saved, (Add-AsyncJob { 2 }).Id -Then {
            param($jobs) ($jobs[0].Result, $jobs[1].Result) -join '+'
        } | Add-AsyncJob
        Receive-AsyncJob $join -Wait -Timeout 60 | Should -Be '1+2'
    }

    It 'can be returned from a job' {
        $job = Add-AsyncJob { Join-AsyncJob (1..3 | New-AsyncJob { $_ }) -Then { param($jobs) $jobs.Count } }
        Receive-AsyncJob $job -Wait -Timeout 60 | Should -Be 3
    }

    It 'takes more parts while it runs, from within a part (R100)' {
        $first = New-AsyncJob { Join-AsyncJob (New-AsyncJob { 'second' }) -To $AsyncJob.PartOf[0] | Out-Null; 'first' }
        $join = Join-AsyncJob $first -Serial -Then { param($jobs) $jobs.Result -join ' ' } | Add-AsyncJob
        Receive-AsyncJob $join -Wait -Timeout 60 | Should -Be 'first second'
    }

    It 'takes more parts from outside as long as it has not ended (R100)' {
        $join = Join-AsyncJob (New-AsyncJob { 1 } -Delay 1h) | Add-AsyncJob
        $part = New-AsyncJob { 2 }
        Join-AsyncJob $part -To $join | Should -Be $part
        $part.PartOf | Should -Be $join.Id
        Stop-AsyncJob $join
        { Join-AsyncJob (New-AsyncJob { 3 }) -To $join } |
            Should -Throw -ErrorId 'JobStatusInvalid,AsyncPS.Commands.JoinAsyncJobCommand'
    }

    It 'gives jobs as arguments, also inside arrays and hashtables' {
        $done = Add-AsyncJob { 21 } | Wait-AsyncJob -Timeout 60
        $job = Add-AsyncJob { param($one, $table) $one.Result + $table.list[0].Result + $using:done.Result } `
            -ArgumentList $done, @{ list = @($done) }
        Receive-AsyncJob $job -Wait -Timeout 60 | Should -Be 63
        "$($job.ArgumentList[0])" | Should -Be "$done"
    }

    It 'knows itself as $AsyncJob (R030)' {
        $job = Add-AsyncJob { $AsyncJob.Id }
        Receive-AsyncJob $job -Wait -Timeout 60 | Should -Be $job.Id
    }

    It 'drains with jobs that wait' {
        $path = New-StorePath
        Add-AsyncJob { New-AsyncJob { 'end' } } -Store $path | Out-Null
        Add-AsyncJob { New-AsyncJob { 'never' } -Delay 1h } -Store $path | Out-Null
        Start-AsyncDispatcher -Store $path -Drain
        $jobs = Get-AsyncJob -Store $path
        ($jobs | Where-Object Status -eq 'Active') | Should -HaveCount 1
        ($jobs | Where-Object Outcome -eq 'Succeeded') | Should -HaveCount 2
    }

    It 'lets jobs collect by hand: the one that completes the set starts what follows (R104)' {
        $path = New-StorePath
        1..5 | Add-AsyncJob -Store $path { $_ * 10 } -OnSuccess {
            Add-AsyncJob -State basket -ArgumentList $_ {
                param($amount)
                $AsyncState.Sum += $amount
                $AsyncState.Parts++
                if ($AsyncState.Parts -eq 5) {
                    Add-AsyncJob -Name total -ArgumentList $AsyncState.Sum { param($sum) "total $sum" }
                }
            }
        } | Out-Null
        Start-AsyncDispatcher -Store $path -Drain
        Get-AsyncJob -Store $path -Name total | Receive-AsyncJob -Store $path | Should -Be 'total 150'
    }
}
