BeforeAll {
    . $PSScriptRoot/Support/Common.ps1
    Import-Module $ModulePath
    Connect-AsyncStore (New-StorePath)
    New-AsyncQueue mail | Out-Null
    New-AsyncQuota db | Out-Null
    $jobs = @(
        Add-AsyncJob { 'one' } -Name first -Tag red
        Add-AsyncJob { 'two' } -Name second -Tag red, blue -Queue mail
        Add-AsyncJob { 'three' } -Name third -Quota db
        Add-AsyncJob { 'four' } -Delay 1d
    )
    $stopped = Add-AsyncJob { 'five' } -Name fifth | Stop-AsyncJob
}

AfterAll {
    Disconnect-AsyncStore
}

Describe 'Get-AsyncJob by id' {
    It 'gets jobs in the order asked' {
        (Get-AsyncJob $jobs[2].Id, $jobs[0].Id).Name | Should -Be 'third', 'first'
    }

    It 'takes ids and jobs from the pipeline, and reads anew' {
        $seen = $jobs[0].Id, $jobs[1] | Get-AsyncJob
        $seen.Name | Should -Be 'first', 'second'
        [object]::ReferenceEquals($seen[1], $jobs[1]) | Should -BeFalse
    }

    It 'reports each id that names no job, and goes on' {
        $problems = $null
        $seen = Get-AsyncJob 999999, $jobs[0].Id -ErrorAction SilentlyContinue -ErrorVariable problems
        $seen.Name | Should -Be 'first'
        $problems[0].FullyQualifiedErrorId | Should -Be 'JobNotFound,AsyncPS.Commands.GetAsyncJobCommand'
        $problems[0].TargetObject | Should -Be 999999
    }

    It 'takes no other object by its Id' {
        $problems = $null
        [pscustomobject]@{ Id = $jobs[0].Id } | Get-AsyncJob -ErrorAction SilentlyContinue -ErrorVariable problems |
            Should -BeNullOrEmpty
        $problems | Should -HaveCount 1
    }
}

Describe 'Get-AsyncJob by what is known of a job' {
    It 'gets all, oldest first' {
        (Get-AsyncJob).Id | Should -Be (@($jobs.Id) + $stopped.Id)
    }

    It 'filters by <By>' -ForEach @(
        @{ By = 'name'; Filter = @{ Name = 'first' }; Expected = 'first' }
        @{ By = 'name pattern'; Filter = @{ Name = 'f*' }; Expected = 'first', 'fifth' }
        @{ By = 'several names'; Filter = @{ Name = 'first', 'thi?d' }; Expected = 'first', 'third' }
        @{ By = 'queue'; Filter = @{ Queue = 'MAIL' }; Expected = 'second' }
        @{ By = 'tag'; Filter = @{ Tag = 'red' }; Expected = 'first', 'second' }
        @{ By = 'one of several tags'; Filter = @{ Tag = 'blue', 'green' }; Expected = 'second' }
        @{ By = 'quota'; Filter = @{ Quota = 'db' }; Expected = 'third' }
        @{ By = 'status'; Filter = @{ Status = 'Completed' }; Expected = 'fifth' }
        @{ By = 'outcome'; Filter = @{ Outcome = 'Cancelled' }; Expected = 'fifth' }
        @{ By = 'the call'; Filter = @{ Call = "*'T*" }; Expected = 'second', 'third' }
        @{ By = 'one of several calls'; Filter = @{ Call = "*'one'*", '*five*' }; Expected = 'first', 'fifth' }
        @{ By = 'two things'; Filter = @{ Tag = 'red'; Queue = 'default' }; Expected = 'first' }
    ) {
        (Get-AsyncJob @Filter).Name | Should -Be $Expected
    }

    It 'filters by the method that it calls (R216)' {
        $store = New-StorePath
        Add-AsyncJob -Type ([Math]) -Method Abs -ArgumentList (-3) -Name abs -Store $store | Out-Null
        (Get-AsyncJob -Call 'system.math.abs*' -Store $store).Name | Should -Be 'abs'
        (Get-AsyncJob -Call '*abs(*' -Store $store).Name | Should -Be 'abs'
        Get-AsyncJob -Call 'abs' -Store $store | Should -BeNullOrEmpty
    }

    It 'filters by agent and dispatcher (R216)' {
        $store = New-StorePath
        1..2 | Add-AsyncJob { $_ } -Store $store | Out-Null
        Start-AsyncDispatcher -AgentName crew -Drain -Store $store
        $waiting = Add-AsyncJob { 3 } -Store $store
        $dispatcher = Get-AsyncDispatcher -Store $store
        (Get-AsyncJob -Agent CR* -Store $store).Id | Should -Be 1, 2
        (Get-AsyncJob -Dispatcher $dispatcher -Store $store).Id | Should -Be 1, 2
        (Get-AsyncJob -Dispatcher $dispatcher.Uuid -Agent crew -First 1 -Store $store).Id | Should -Be 1
        Get-AsyncJob -Dispatcher ([guid]::NewGuid()) -Store $store | Should -BeNullOrEmpty
        Get-AsyncJob -Agent other -Store $store | Should -BeNullOrEmpty
    }

    It 'tells which pending jobs an agent could take, by its queue and its filter (R216)' {
        $store = New-StorePath
        New-AsyncQueue other -Store $store | Out-Null
        $jobs = 1..4 | Add-AsyncJob { $_ } -BeginAfter ([DateTimeOffset]::Now.AddDays(1)) -Store $store
        $elsewhere = Add-AsyncJob { 5 } -Queue other -BeginAfter ([DateTimeOffset]::Now.AddDays(1)) -Store $store
        $dispatcher = Start-AsyncDispatcher -AgentName even -Filter { $_.ArgumentList[0] % 2 -eq 0 } -PassThru -Store $store
        try {
            (Get-AsyncJob -Agent even -Status Pending -Store $store).Id | Should -Be $jobs[1].Id, $jobs[3].Id
            (Get-AsyncJob -Agent even -NextPending 1 -Store $store).Id | Should -Be $jobs[1].Id
            (Get-AsyncJob -Dispatcher $dispatcher -NextPending 10 -Store $store).Id | Should -Be $jobs[1].Id, $jobs[3].Id
            Get-AsyncJob -Agent nobody -Status Pending -Store $store | Should -BeNullOrEmpty
            Get-AsyncJob -Agent nobody -NextPending 10 -Store $store | Should -BeNullOrEmpty
            Get-AsyncJob -Agent even -Store $store | Should -BeNullOrEmpty

            New-AsyncAgent all -Dispatcher $dispatcher -Queue other -Store $store | Out-Null
            (Get-AsyncJob -Agent ev*, all -Status Pending -Store $store).Id |
                Should -Be $jobs[1].Id, $jobs[3].Id, $elsewhere.Id
            (Get-AsyncJob -Agent even -Status Pending -Last 1 -Store $store).Id | Should -Be $jobs[3].Id

            Set-AsyncAgent even -Dispatcher $dispatcher -Filter { throw 'no idea' } -Store $store
            Get-AsyncJob -Agent even -Status Pending -Store $store | Should -BeNullOrEmpty
        }
        finally { Stop-AsyncDispatcher -Force -Store $store -WarningAction SilentlyContinue }

        # It lives no longer, and takes nothing.
        Get-AsyncJob -Agent all -Status Pending -Store $store | Should -BeNullOrEmpty
    }

    It 'mixes what agents could take with what they had, by status (R216)' {
        $store = New-StorePath
        $done = Add-AsyncJob { 1 } -Store $store
        Start-AsyncDispatcher -AgentName crew -Drain -Store $store
        $later = Add-AsyncJob { 2 } -BeginAfter ([DateTimeOffset]::Now.AddDays(1)) -Store $store
        Start-AsyncDispatcher -AgentName crew -Store $store
        try {
            (Get-AsyncJob -Agent crew -Status Pending, Completed -Store $store).Id | Should -Be $done.Id, $later.Id
            (Get-AsyncJob -Agent crew -Status Completed -Store $store).Id | Should -Be $done.Id
        }
        finally { Stop-AsyncDispatcher -Force -Store $store }
    }

    It 'takes a duration as so long ago, and no nonsense (R206, R216)' {
        @(Get-AsyncJob -CreatedAfter 1h30m).Count | Should -Be 5
        @(Get-AsyncJob -CreatedAfter 2d).Count | Should -Be 5
        Get-AsyncJob -CreatedBefore 5m | Should -BeNullOrEmpty
        { Get-AsyncJob -CreatedAfter xyz } | Should -Throw -ErrorId 'ParameterArgumentTransformationError*'
        { Get-AsyncJob -CreatedAfter 1M2M } | Should -Throw -ErrorId 'ParameterArgumentTransformationError*'
        { Get-AsyncJob -CreatedAfter 90 } | Should -Throw -ErrorId 'ParameterArgumentTransformationError*'
    }

    It 'filters by the time of its creation (R216)' {
        @(Get-AsyncJob -CreatedAfter ([DateTimeOffset]::Now.AddMinutes(-5))).Count | Should -Be 5
        Get-AsyncJob -CreatedAfter ([DateTimeOffset]::Now.AddMinutes(5)) | Should -BeNullOrEmpty
        Get-AsyncJob -CreatedBefore ([DateTime]::Now.AddMinutes(-5)) | Should -BeNullOrEmpty
    }

    It 'filters by when it began, ended and was completed (R216)' {
        $store = New-StorePath
        $done = Add-AsyncJob { 1 } -Store $store
        Start-AsyncDispatcher -Drain -Store $store
        $begins = Add-AsyncJob { 2 } -Delay 1d -Store $store
        $done = Get-AsyncJob $done.Id -Store $store
        foreach ($what in 'Started', 'Ended', 'Completed') {
            $at = $done."${what}At"
            foreach ($moment in $at, $at.LocalDateTime, '1h30m') {
                $bound = @{ "${what}After" = $moment; Store = $store }
                (Get-AsyncJob @bound).Id | Should -Be $done.Id -Because "of $what after $moment"
                (Get-AsyncJob -LastCompleted 9 @bound).Id | Should -Be $done.Id
                $bound = @{ "${what}Before" = $moment; Store = $store }
                Get-AsyncJob @bound | Should -BeNullOrEmpty -Because "of $what before $moment"
            }
        }
        Get-AsyncJob -Status Pending -StartedAfter 1d -Store $store | Should -BeNullOrEmpty
        (Get-AsyncJob -Status Pending -CreatedAfter 1d -Store $store).Id | Should -Be $begins.Id
        { Get-AsyncJob -NextPending 1 -StartedAfter 1d -Store $store } |
            Should -Throw -ErrorId 'AmbiguousParameterSet,*'
    }

    It 'shows a part: -First, -Skip, -Last (R218)' {
        (Get-AsyncJob -First 2).Id | Should -Be $jobs[0].Id, $jobs[1].Id
        (Get-AsyncJob -First 2 -Skip 1).Id | Should -Be $jobs[1].Id, $jobs[2].Id
        (Get-AsyncJob -Last 2).Id | Should -Be $jobs[3].Id, $stopped.Id
        (Get-AsyncJob -Last 2 -Skip 1).Id | Should -Be $jobs[2].Id, $jobs[3].Id
        Get-AsyncJob -First 0 | Should -BeNullOrEmpty
    }

    It 'reads no more than Select-Object -First wants' {
        (Get-AsyncJob | Select-Object -First 1).Id | Should -Be $jobs[0].Id
    }

    It 'says why a job waits (R013)' {
        $jobs[3] | Get-AsyncJob | ForEach-Object WaitingFor | Should -BeLike 'begins*'
        (Get-AsyncJob $jobs[0]).WaitingFor | Should -Not -BeNullOrEmpty
        (Get-AsyncJob $stopped).WaitingFor | Should -BeNullOrEmpty
    }

    It 'reports a plain name of a queue or quota that does not exist' {
        { Get-AsyncJob -Queue nope -ErrorAction Stop } |
            Should -Throw -ErrorId 'QueueNotFound,AsyncPS.Commands.GetAsyncJobCommand'
        { Get-AsyncJob -Quota nope -ErrorAction Stop } | Should -Throw -ErrorId 'QuotaNotFound,*'
        Get-AsyncJob -Queue nope* | Should -BeNullOrEmpty
    }

    It 'reads thousands of jobs page by page' {
        1..2500 | Add-AsyncJob -Type ([Math]) -Method Abs -Queue mail -Name many | Out-Null
        $many = @(Get-AsyncJob -Name many)
        $many.Count | Should -Be 2500
        @($many | Sort-Object Id -Unique).Count | Should -Be 2500
        @(Get-AsyncJob -Name many -Skip 2400).Count | Should -Be 100
        (Get-AsyncJob -Last 1).Id | Should -Be $many[-1].Id
    }
}

Describe 'A job object' {
    It 'has the properties of the contract' {
        $names = 'Id', 'Name', 'Queue', 'Status', 'Outcome', 'Call', 'ArgumentList', 'Parameters', 'Result', 'Error',
            'CreatedAt', 'AddedBy', 'BeginAfter', 'BeginBy', 'StartedAt', 'EndedAt', 'CompletedAt', 'Waited', 'Duration',
            'Attempt', 'Quota', 'Priority', 'Tag', 'HadErrors', 'ExitCode', 'Timeout', 'Isolation', 'MaxMemory',
            'MaxAttempts', 'RetryPolicy', 'StateName', 'Annotation', 'Progress', 'RestartOf', 'ParentId', 'Callback', 'Part', 'PartOf', 'Dispatcher',
            'Agent', 'WaitingFor'
        @($jobs[0].PSObject.Properties.Name) | Should -Be $names
    }

    It 'cannot be made nor changed by a script (R035)' {
        { [AsyncPS.Job]::new() } | Should -Throw
        { $jobs[0].Name = 'x' } | Should -Throw
        [AsyncPS.Job].GetConstructors() | Should -HaveCount 0
    }

    It 'has lists that are readable as text' {
        "$($jobs[1].Tag)" | Should -Be 'red blue'
        $jobs[1].Tag.ToString() | Should -Be 'red, blue'
        $jobs[1].Tag.Length | Should -Be 2
    }
}
