# What a dispatcher logs, in the streams of the session that started it (R228, R229).

BeforeAll {
    . $PSScriptRoot/Support/Common.ps1
    Import-Module $ModulePath

    function Select-Warning($Record) { @($Record | Where-Object { $_ -is [Management.Automation.WarningRecord] } | ForEach-Object { "$_" }) }
    function Select-Verbose($Record) { @($Record | Where-Object { $_ -is [Management.Automation.VerboseRecord] } | ForEach-Object { "$_" }) }
}

Describe 'The log of a dispatcher in PowerShell' {
    BeforeEach {
        $path = New-StorePath
        Connect-AsyncStore $path
    }

    AfterEach {
        Get-AsyncDispatcher -Local | Stop-AsyncDispatcher -Force
        Disconnect-AsyncStore
    }

    Context 'that a cmdlet stays with' {
        It 'says nothing when all goes well' {
            Add-AsyncJob { 1 } | Out-Null
            Start-AsyncDispatcher -Drain *>&1 | Should -BeNullOrEmpty
        }

        It 'warns of failures and of what is tried again, without a switch (R229)' {
            $failed = Add-AsyncJob { throw 'broken' }
            $retried = Add-AsyncJob { throw 'once more' } -MaxAttempts 2 -RetryDelay 0.01
            $warnings = Select-Warning (Start-AsyncDispatcher -Drain *>&1)
            $warnings | Where-Object { $_ -like "``[2003``] Job $($failed.Id) failed*broken*" } | Should -HaveCount 1
            $warnings | Where-Object { $_ -like "``[2006``] Job $($retried.Id) failed*tried again*" } | Should -HaveCount 1
        }

        It 'goes on when a job fails, whatever ErrorActionPreference says' {
            Add-AsyncJob { throw 'broken' } | Out-Null
            $after = Add-AsyncJob { 'done' }
            $ErrorActionPreference = 'Stop'
            Start-AsyncDispatcher -Size 1 -Drain -WarningAction SilentlyContinue
            Receive-AsyncJob $after | Should -Be 'done'
        }

        It 'tells events and trace with -Verbose (R228, R229)' {
            $job = Add-AsyncJob { 1 }
            $said = Select-Verbose (Start-AsyncDispatcher -Drain -Verbose *>&1)
            $ids = $said | ForEach-Object { if ($_ -match '^\[(\d+)\]') { $Matches[1] } }
            '1015', '1001', '1007', '2001', '2002', '1003', '1002' | ForEach-Object { $_ | Should -BeIn $ids }
            $said | Should -Contain "[2002] Job $($job.Id) succeeded."
        }

        It 'tells it with $VerbosePreference, and not with -Verbose:$false' {
            $VerbosePreference = 'Continue'
            Select-Verbose (Start-AsyncDispatcher -Drain *>&1) | Should -Not -BeNullOrEmpty
            Select-Verbose (Start-AsyncDispatcher -Drain -Verbose:$false *>&1) | Where-Object { $_ -like '`[[0-9]*' } |
                Should -BeNullOrEmpty
        }

        It 'brings warnings into -WarningVariable while it works, not only at its end' {
            Add-AsyncJob { throw 'broken' } | Out-Null
            $seen = Start-AsyncDispatcher -Wait -MaxRunTime 600 3>&1 | Select-Object -First 1
            "$seen" | Should -BeLike '*2003*broken*'
            (Get-AsyncDispatcher).Status | Should -Be 'Stopped'
        }

        It 'writes twenty of a kind and counts the rest' {
            1..60 | Add-AsyncJob { throw "broken $_" } | Out-Null
            $warnings = Select-Warning (Start-AsyncDispatcher -Drain *>&1)
            $warnings.Count | Should -BeLessThan 60
            $counted = $warnings | ForEach-Object { if ($_ -match '^\[2003\] (\d+) more like these') { [int]$Matches[1] } }
            $single = @($warnings | Where-Object { $_ -like '`[2003`] Job*' })
            $single.Count + ($counted | Measure-Object -Sum).Sum | Should -Be 60
        }

        It 'stops the dispatcher when a warning is to end the pipeline' {
            Add-AsyncJob { throw 'broken' } | Out-Null
            { Start-AsyncDispatcher -Wait -MaxRunTime 600 -WarningAction Stop } | Should -Throw
            (Get-AsyncDispatcher).Status | Should -Be 'Stopped'
        }

        It 'goes to the file as well' {
            $log = [IO.Path]::Combine($TestDrive, 'both.log')
            Add-AsyncJob { throw 'broken' } | Out-Null
            $warnings = Select-Warning (Start-AsyncDispatcher -Drain -LogPath $log *>&1)
            $warnings | Should -HaveCount 1
            [IO.File]::ReadAllText($log) | Should -BeLike '*`[2003`]*broken*'
        }
    }

    Context 'in the background' {
        It 'tells its start with -Verbose, and else nothing' {
            $said = Select-Verbose (Start-AsyncDispatcher -Verbose *>&1)
            $said | Where-Object { $_ -like '`[1001`]*active*' } | Should -HaveCount 1
            Stop-AsyncDispatcher
            Start-AsyncDispatcher *>&1 | Should -BeNullOrEmpty
        }

        It 'keeps its latest entries as objects in Log (R228)' {
            Start-AsyncDispatcher
            $job = Add-AsyncJob { throw 'broken' }
            Wait-AsyncJob $job -Timeout 180 | Out-Null
            $log = (Get-AsyncDispatcher -Local).Log
            $log.EventId | Should -Contain 1001
            $entry = $log | Where-Object EventId -EQ 2003
            $entry.Level, ($entry.Message -like "*Job $($job.Id)*broken*") | Should -Be 'Error', $true
            $entry | Should -BeOfType AsyncPS.LogRecord
        }

        It 'leaves to the job what the job tells' {
            Start-AsyncDispatcher
            $job = Add-AsyncJob { throw 'broken' }
            Wait-AsyncJob $job -Timeout 180 3>&1 | Where-Object { $_ -is [Management.Automation.WarningRecord] } | Should -BeNullOrEmpty
            Get-AsyncQueue 3>&1 | Where-Object { $_ -is [Management.Automation.WarningRecord] } | Should -BeNullOrEmpty
        }

        It 'lets the next cmdlet of its session warn of the dispatcher itself, once (R229)' {
            Start-AsyncDispatcher -Filter { throw 'no idea' }
            $job = Add-AsyncJob { 1 } 3>$null
            $warnings = @()
            for ($i = 0; $i -lt 1800 -and -not $warnings; $i++) {
                [Threading.Thread]::Sleep(100)
                $warnings = @(Select-Warning (Get-AsyncJob $job *>&1))
            }
            $warnings[0] | Should -BeLike 'Dispatcher in the background: `[1010`]*no idea*'
            Select-Warning (Get-AsyncJob $job *>&1) | Where-Object { $_ -eq $warnings[0] } | Should -BeNullOrEmpty
        }

        It 'has nothing to say of another session' {
            Start-AsyncDispatcher -Filter { throw 'no idea' }
            Add-AsyncJob { 1 } 3>$null | Out-Null
            $me = (Get-AsyncDispatcher -Local -WarningAction SilentlyContinue).Uuid
            $other = (New-Shell).AddScript("Import-Module '$ModulePath'; Connect-AsyncStore '$path'
                while (1010 -notin (Get-AsyncDispatcher '$me').Log.EventId) { [Threading.Thread]::Sleep(100) }")
            try {
                $running = $other.BeginInvoke()
                $running.AsyncWaitHandle.WaitOne([TimeSpan]::FromMinutes(3)) | Should -BeTrue
                $other.EndInvoke($running) | Should -BeNullOrEmpty
                $other.Streams.Warning.Count | Should -Be 0
            }
            finally { $other.Dispose() }
        }
    }
}
