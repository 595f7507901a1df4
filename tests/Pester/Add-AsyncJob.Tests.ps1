# What is stored by Add-AsyncJob, and what it refuses. That jobs run is the business of Receive-AsyncJob.Tests.ps1.

BeforeAll {
    . $PSScriptRoot/Support/Common.ps1
    Import-Module $ModulePath
}

Describe 'Adding jobs' {
    BeforeEach {
        Connect-AsyncStore (New-StorePath)
    }

    AfterEach {
        Disconnect-AsyncStore
    }

    Context 'Add-AsyncJob' {
        It 'stores a job and writes it' {
            $job = Add-AsyncJob { param($x) $x * 2 } -ArgumentList 21 -Name double -Tag a, b -Priority 5
            $job | Should -BeOfType AsyncPS.Job
            $job.Id | Should -BeGreaterThan 0
            $job.Name, $job.Queue, $job.Status, $job.Priority | Should -Be 'double', 'default', 'Pending', 5
            $job.Call.Trim() | Should -Be 'param($x) $x * 2'
            $job.ArgumentList | Should -Be 21
            $job.Tag | Should -Be 'a', 'b'
            $job.Outcome | Should -BeNullOrEmpty
            $job.Attempt | Should -Be 0

            $stored = Get-AsyncJob $job
            foreach ($property in 'Id', 'Name', 'Queue', 'Status', 'Call', 'Priority') {
                $stored.$property | Should -Be $job.$property -Because $property
            }
        }

        It 'remembers who added the job (R008)' {
            $job = Add-AsyncJob { 1 }
            $stored = Get-AsyncJob $job
            foreach ($source in $job.AddedBy, $stored.AddedBy) {
                $source.ProcessId | Should -Be $PID
                $source.Host | Should -Be ([Environment]::MachineName)
                $source.User | Should -Be ([Environment]::UserName)
                "$source" | Should -Match "$([Environment]::MachineName) \(pid $PID\)$"
            }
            $stored.AddedBy.Uuid | Should -Be $job.AddedBy.Uuid
            (New-AsyncJob { 1 }).AddedBy | Should -BeNullOrEmpty
        }

        It 'fails a job that gets a job which was removed, and says so (R026)' {
            $gone = Add-AsyncJob { 1 } -Delay 1d
            $jobs = @(
                Add-AsyncJob { param($job) "is $($job.Status)" } -ArgumentList $gone
                Add-AsyncJob { ($using:gone).Status }
            )
            Remove-AsyncJob $gone -Confirm:$false
            Start-AsyncDispatcher -Drain -WarningAction SilentlyContinue
            foreach ($job in $jobs | Get-AsyncJob) {
                "$($job.Outcome)", $job.Error.ErrorId | Should -Be 'Failed', 'JobNotFound'
                $job.Error.Message | Should -Match "^Job $($gone.Id) is an argument of this job"
            }
        }

        It 'stores when and how the job runs' {
            $job = Add-AsyncJob { 1 } -Delay 1h30m -BeginBy 10m -Timeout 90 -MaxAttempts 3 -RetryPolicy Never
            $stored = Get-AsyncJob $job
            ($stored.BeginAfter - $stored.CreatedAt).TotalMinutes | Should -Be 90
            $stored.BeginBy | Should -Be ([TimeSpan]::FromMinutes(10))
            $stored.Timeout | Should -Be ([TimeSpan]::FromSeconds(90))
            $stored.MaxAttempts | Should -Be 3
            $stored.RetryPolicy | Should -Be 'Never'
            $stored.WaitingFor | Should -BeLike 'begins*'
        }

        It 'takes a duration as <Given>' -ForEach @(
            @{ Given = '90'; Value = 90; Seconds = 90 }
            @{ Given = '0.5'; Value = 0.5; Seconds = 0.5 }
            @{ Given = 'text 90'; Value = '90'; Seconds = 90 }
            @{ Given = 'text 90s'; Value = '90s'; Seconds = 90 }
            @{ Given = 'text 1h30m'; Value = '1h30m'; Seconds = 5400 }
            @{ Given = 'text 00:01:30'; Value = '00:01:30'; Seconds = 90 }
            @{ Given = 'a TimeSpan'; Value = [TimeSpan]::FromSeconds(90); Seconds = 90 }
        ) {
            (Get-AsyncJob (Add-AsyncJob { 1 } -Timeout $Value)).Timeout.TotalSeconds | Should -Be $Seconds
        }

        It 'refuses the duration <_>' -ForEach '-5', 'soon', '5 parsecs', '1h-5m', -1, $true, '-00:00:01' {
            $value = $_
            { Add-AsyncJob { 1 } -Timeout $value } | Should -Throw -ErrorId 'ParameterArgumentTransformationError*'
            Get-AsyncJob | Should -BeNullOrEmpty
        }

        It 'takes the duration <Written> as it is written, though PowerShell reads it as a number' -ForEach @(
            @{ Written = '1d'; Make = { Add-AsyncJob { 1 } -Timeout 1d }; Seconds = 86400 }
            @{ Written = '1.5d'; Make = { Add-AsyncJob { 1 } -Timeout 1.5d }; Seconds = 129600 }
            @{ Written = '30s'; Make = { Add-AsyncJob { 1 } -Timeout:30s }; Seconds = 30 }
        ) {
            (& $Make).Timeout.TotalSeconds | Should -Be $Seconds
        }

        It 'refuses the number <Written>, which looks like a duration and is none' -ForEach @(
            @{ Written = '1y'; Make = { Add-AsyncJob { 1 } -Timeout 1y } }
            @{ Written = '2kb'; Make = { Add-AsyncJob { 1 } -Timeout 2kb } }
        ) {
            $written = $Written
            { & $Make } | Should -Throw "*'$written' is not a duration*"
            Get-AsyncJob | Should -BeNullOrEmpty
        }

        It 'takes a moment as <Given>' -ForEach @(
            @{ Given = 'a DateTimeOffset'
                Make = { [DateTimeOffset]::new(2099, 12, 24, 18, 0, 0, [TimeSpan]::FromHours(3)) }
                Expected = { [DateTimeOffset]::new(2099, 12, 24, 15, 0, 0, [TimeSpan]::Zero) } }
            @{ Given = 'a DateTime of no kind'; Make = { [DateTime]::new(2099, 12, 24, 18, 0, 0) }
                Expected = { [DateTimeOffset]::new([DateTime]::SpecifyKind('2099-12-24 18:00', 'Local')) } }
            @{ Given = 'a DateTime in UTC'; Make = { [DateTime]::SpecifyKind('2099-12-24 18:00', 'Utc') }
                Expected = { [DateTimeOffset]::new(2099, 12, 24, 18, 0, 0, [TimeSpan]::Zero) } }
            @{ Given = 'text'; Make = { '2099-12-24 18:00' }
                Expected = { [DateTimeOffset]::new([DateTime]::SpecifyKind('2099-12-24 18:00', 'Local')) } }
        ) {
            $stored = Get-AsyncJob (Add-AsyncJob { 1 } -BeginAfter (& $Make))
            $stored.BeginAfter.UtcDateTime | Should -Be (& $Expected).UtcDateTime
        }

        It 'says when a job begins if asked to be verbose' {
            $said = Add-AsyncJob { 1 } -BeginAfter '2099-12-24 18:00' -Verbose 4>&1 |
                Where-Object { $_ -is [Management.Automation.VerboseRecord] }
            "$said" | Should -BeLike 'Begins at*2099*in *'
        }

        It 'refuses -BeginAfter together with -Delay' {
            { Add-AsyncJob { 1 } -BeginAfter '18:00' -Delay 5 } | Should -Throw -ErrorId 'ArgumentInvalid,*'
        }

        It 'takes named arguments and $using: values' {
            $there = 5
            $job = Add-AsyncJob { param($a, $b) $a + $b + $using:there } -Parameters @{ a = 1; b = 2 }
            $job.Parameters.a, $job.Parameters.b | Should -Be 1, 2
            (Get-AsyncJob $job).Parameters.Count | Should -Be 2
        }

        It 'takes the text of a file' {
            $path = New-Script 'param($x) "got $x"'
            $job = Add-AsyncJob -FilePath $path -ArgumentList 5
            (Get-AsyncJob $job).Call | Should -Be 'param($x) "got $x"'
        }

        It 'takes a .NET method' {
            $job = Add-AsyncJob -Type ([Math]) -Method Max -ArgumentList 3, 5
            $job.Call | Should -BeLike 'System.Math.Max(Int32, Int32)'
            (Get-AsyncJob $job).ArgumentList | Should -Be 3, 5
        }

        It 'stores callbacks with the job' {
            $job = Add-AsyncJob { 1 } -OnSuccess { 'fine' } -OnFailure { 'bad' } -OnCompleted { 'over' }
            $job.Callback | Should -HaveCount 2
            (Get-AsyncJob $job.Callback).ParentId | Should -Be $job.Id, $job.Id
            @(Get-AsyncJob).Id | Should -Be $job.Id
            @(Get-AsyncJob -IncludeCallback).Count | Should -Be 3
        }

        It 'takes empty lists of quotas and tags, as a script may have them' {
        $job = Add-AsyncJob { 1 } -Quota @() -Tag @()
        $job.Quota.Count, $job.Tag.Count | Should -Be 0, 0
    }

    It 'changes nothing with -WhatIf' {
            1..3 | Add-AsyncJob { $_ } -WhatIf | Should -BeNullOrEmpty
            Get-AsyncJob | Should -BeNullOrEmpty
        }
    }

    Context 'Add-AsyncJob in a pipeline' {
        It 'makes one job of each object, and writes them in order' {
            $jobs = 1..5 | Add-AsyncJob { param($x) $x }
            $jobs.Count | Should -Be 5
            @($jobs.ForEach({ $_.ArgumentList[0] })) | Should -Be 1, 2, 3, 4, 5
            @(Get-AsyncJob).Count | Should -Be 5
        }

        It 'makes one job of a list that is an argument' {
            $job = Add-AsyncJob { $_ } -InputObject 1, 2, 3
            @($job).Count | Should -Be 1
            $job.ArgumentList[0] | Should -Be 1, 2, 3
        }

        It 'makes no job of an empty pipeline' {
            @() | Add-AsyncJob { 1 } | Should -BeNullOrEmpty
            Get-AsyncJob | Should -BeNullOrEmpty
        }

        It 'makes a job of $null' {
            @($null, 1 | Add-AsyncJob { $_ }).Count | Should -Be 2
        }

        It 'binds objects by value alone: no property becomes a parameter' {
            $object = [pscustomobject]@{
                Name = 'x'; Queue = 'nope'; Priority = 9; Tag = 't'; Quota = 'q'; Timeout = 5; Store = 'z'; Id = 3
            }
            $job = $object | Add-AsyncJob { 1 }
            $job.Name, $job.Priority, $job.Timeout | Should -Be $null, 0, $null
            $job.Queue | Should -Be 'default'
            $job.Tag | Should -HaveCount 0

            ([IO.DirectoryInfo]$PSScriptRoot | Add-AsyncJob { 1 }).Name | Should -BeNullOrEmpty
        }

        It 'adds nothing when one object is refused, and names it' {
            $bad = [Net.NetworkCredential]::new('u', 'p').SecurePassword
            try { 1, 2, $bad, 4 | Add-AsyncJob { $_ } } catch { $problem = $_ }
            $problem.FullyQualifiedErrorId | Should -Be 'PayloadNotSerializable,AsyncPS.Commands.AddAsyncJobCommand'
            "$problem" | Should -BeLike '*object 2*'
            Get-AsyncJob | Should -BeNullOrEmpty
        }

        It 'adds nothing when what comes before it fails' {
            { 1..5 | ForEach-Object { if ($_ -eq 4) { throw 'no' }; $_ } | Add-AsyncJob { $_ } } | Should -Throw 'no'
            Get-AsyncJob | Should -BeNullOrEmpty
        }

        It 'adds in parts with -BatchSize' {
            $bad = [Net.NetworkCredential]::new('u', 'p').SecurePassword
            try { 1, 2, 3, 4, $bad | Add-AsyncJob { $_ } -BatchSize 2 | Out-Null } catch { $problem = $_ }
            $problem.FullyQualifiedErrorId | Should -BeLike 'PayloadNotSerializable,*'
            @(Get-AsyncJob).Count | Should -Be 4
        }
    }

    Context 'What Add-AsyncJob refuses' {
        It 'is <What>: <ErrorId>' -ForEach @(
            @{ What = 'an unknown queue'; ErrorId = 'QueueNotFound'; Action = { Add-AsyncJob { 1 } -Queue nope } }
            @{ What = 'an unknown quota'; ErrorId = 'QuotaNotFound'; Action = { Add-AsyncJob { 1 } -Quota nope } }
            @{ What = 'an undefined $using: value'; ErrorId = 'ScriptInvalid'
                Action = { Add-AsyncJob { $using:noSuchThing } } }
            @{ What = 'a file that is not there'; ErrorId = 'ScriptInvalid'
                Action = { Add-AsyncJob -FilePath "$TestDrive/no.ps1" } }
            @{ What = 'a method that does not exist'; ErrorId = 'MethodNotFound'
                Action = { Add-AsyncJob -Type ([Math]) -Method Nope } }
            @{ What = 'a method that does not take these arguments'; ErrorId = 'MethodNotFound'
                Action = { Add-AsyncJob -Type ([Math]) -Method Max -ArgumentList 'a', 'b', 'c' } }
            @{ What = 'an argument that cannot be stored'; ErrorId = 'PayloadNotSerializable'
                Action = { Add-AsyncJob { 1 } -ArgumentList ([Net.NetworkCredential]::new('u', 'p').SecurePassword) } }
            @{ What = 'an argument that is too large'; ErrorId = 'PayloadTooLarge'
                Action = { Add-AsyncJob { 1 } -ArgumentList ('x' * 5MB) } }
            @{ What = 'a callback with an undefined $using: value'; ErrorId = 'ScriptInvalid'
                Action = { Add-AsyncJob { 1 } -OnSuccess { $using:noSuchThing } } }
        ) {
            { & $Action } | Should -Throw -ErrorId "$ErrorId,AsyncPS.Commands.AddAsyncJobCommand"
            Get-AsyncJob | Should -BeNullOrEmpty
        }

        It 'is a file that does not parse, with line and column' {
            $path = New-Script "1`n  if (`$true) { `$x = }`n"
            try { Add-AsyncJob -FilePath $path } catch { $problem = $_ }
            $problem.FullyQualifiedErrorId | Should -Be 'ScriptInvalid,AsyncPS.Commands.AddAsyncJobCommand'
            $problem.CategoryInfo.Category | Should -Be 'ParserError'
            "$problem" | Should -BeLike '*line 2, column*'
            "$problem" | Should -BeLike "*$([IO.Path]::GetFileName($path))*"
        }

        It 'is a batch of more than 50,000 jobs, unless -BatchSize is given' {
            { 1..50001 | Add-AsyncJob -Type ([Math]) -Method Abs } |
                Should -Throw -ErrorId 'BatchTooLarge,AsyncPS.Commands.AddAsyncJobCommand'
            Get-AsyncJob | Should -BeNullOrEmpty
        }

        It 'comes with advice' {
            try { Add-AsyncJob { 1 } -Queue nope } catch { $problem = $_ }
            $problem.CategoryInfo.Category | Should -Be 'ObjectNotFound'
            $problem.TargetObject | Should -Be 'nope'
            $problem.ErrorDetails.RecommendedAction | Should -BeLike '*New-AsyncQueue*'
        }
    }
}
