# Get-, Set- and Remove-AsyncState, and jobs that work on a state.

BeforeAll {
    . $PSScriptRoot/Support/Common.ps1
    Import-Module $ModulePath
}

Describe 'States' {
    BeforeEach {
        $store = New-StorePath
        Connect-AsyncStore $store
    }

    AfterEach {
        Stop-AsyncDispatcher -Timeout 10 -ErrorAction Ignore
        Disconnect-AsyncStore
    }

    Context 'Set-AsyncState and Get-AsyncState' {
        It 'keeps a value under a name' {
            Set-AsyncState Rates @{ eur = 1.5; list = 1, 2, 3 } | Should -BeNullOrEmpty
            $state = Get-AsyncState rates
            $state | Should -BeOfType AsyncPS.State
            $state.Name, $state.Version, $state.ChangedBy, $state.UsedBy | Should -Be 'Rates', 1, $null, $null
            $state.Value.EUR | Should -Be 1.5
            $state.Value.list | Should -Be 1, 2, 3
            $state.ChangedAt | Should -BeGreaterThan ([DateTimeOffset]::Now.AddMinutes(-5))
        }

        It 'finds states by pattern, in the order of names' {
            'beta', 'Alpha', 'gamma' | ForEach-Object { Set-AsyncState $_ 1 }
            (Get-AsyncState).Name | Should -Be 'Alpha', 'beta', 'gamma'
            (Get-AsyncState *a*, be*).Name | Should -Be 'Alpha', 'beta', 'gamma'
            ('g*', 'A*' | Get-AsyncState).Name | Should -Be 'gamma', 'Alpha'
            Get-AsyncState x* | Should -BeNullOrEmpty
        }

        It 'finds a name as it is written, also one with brackets or an asterisk, and removes no other' {
        Set-AsyncState 'of [db1]' 1
        Set-AsyncState 'of d' 2
        Set-AsyncState 'of*' 3
        (Get-AsyncState 'of [db1]').Value | Should -Be 1
        (Get-AsyncState 'o[f]*').Name | Should -Be 'of d', 'of [db1]', 'of*'
        Remove-AsyncState 'of [db1]', 'of*'
        (Get-AsyncState 'o[f]*').Name | Should -Be 'of d'
        Remove-AsyncState 'of d'
    }

    It 'reports a state that does not exist' {
            { Get-AsyncState nope -ErrorAction Stop } |
                Should -Throw -ErrorId 'StateNotFound,AsyncPS.Commands.GetAsyncStateCommand'
        }

        It 'writes only the version that was expected' {
            $first = Set-AsyncState x 1 -PassThru
            (Set-AsyncState x 2 -Version $first.Version -PassThru).Value | Should -Be 2
            { Set-AsyncState x 3 -Version $first.Version -ErrorAction Stop } |
                Should -Throw -ErrorId 'StateConflict,AsyncPS.Commands.SetAsyncStateCommand'
            { Set-AsyncState x 3 -Version 0 -ErrorAction Stop } | Should -Throw -ErrorId 'StateConflict*'
            (Get-AsyncState x).Value | Should -Be 2
            Set-AsyncState new 1 -Version 0
        }

        It 'refuses what cannot be stored, and what is too large' {
            { Set-AsyncState x ([securestring]::new()) -ErrorAction Stop } |
                Should -Throw -ErrorId 'PayloadNotSerializable*'
            { Set-AsyncState x ('x' * 5MB) -ErrorAction Stop } | Should -Throw -ErrorId 'PayloadTooLarge*'
            Get-AsyncState | Should -BeNullOrEmpty
        }

        It 'changes nothing with -WhatIf' {
            Set-AsyncState x 1 -WhatIf
            Get-AsyncState | Should -BeNullOrEmpty
        }

        It 'completes names' {
            Set-AsyncState 'first one' 1
            Set-AsyncState other 1
            $line = 'Get-AsyncState fi'
            (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be "'first one'"
        }
    }

    Context 'Remove-AsyncState' {
        It 'removes by pattern and from the pipeline' {
            'a1', 'a2', 'b', 'c' | ForEach-Object { Set-AsyncState $_ 1 }
            Remove-AsyncState a*
            Get-AsyncState b | Remove-AsyncState
            (Get-AsyncState).Name | Should -Be 'c'
        }

        It 'refuses a state that an unfinished job names, unless forced' {
            $job = Add-AsyncJob { 1 } -State x
            { Remove-AsyncState x -ErrorAction Stop } |
                Should -Throw -ErrorId 'StateInUse,AsyncPS.Commands.RemoveAsyncStateCommand'
            Remove-AsyncState x -Force
            Get-AsyncState | Should -BeNullOrEmpty
            Stop-AsyncJob $job | Out-Null
        }

        It 'reports a state that does not exist' {
            { Remove-AsyncState nope -ErrorAction Stop } | Should -Throw -ErrorId 'StateNotFound*'
            Remove-AsyncState nope*
        }

        It 'changes nothing with -WhatIf' {
            Set-AsyncState x 1
            Remove-AsyncState x -WhatIf
            (Get-AsyncState).Name | Should -Be 'x'
        }
    }

    Context 'Add-AsyncJob -State' {
        It 'creates the state, empty' {
            (Add-AsyncJob { 1 } -State New).StateName | Should -Be 'New'
            $state = Get-AsyncState new
            $state.Name | Should -Be 'New'
            $state.Value | Should -BeNullOrEmpty
        }

        It 'gives the script a table whose changes are saved with the job' {
            $jobs = 1..5 | Add-AsyncJob { $AsyncState.Count += $_; $AsyncState.Count } -State sum
            Start-AsyncDispatcher -Drain
            ($jobs | Receive-AsyncJob)[-1] | Should -Be 15
            $state = Get-AsyncState sum
            $state.Value.count | Should -Be 15
            $state.ChangedBy | Should -Be $jobs[-1].Id
        }

        It 'saves what was assigned to the variable, also inside a function' {
            $job = Add-AsyncJob { function Set-It { $AsyncState = @{ a = 1 } } Set-It; $AsyncState.a } -State x
            $text = Add-AsyncJob { $AsyncState = 'only text' } -State y
            Start-AsyncDispatcher -Drain
            $job | Receive-AsyncJob | Should -Be 1
            (Get-AsyncState x).Value.a | Should -Be 1
            (Get-AsyncState y).Value | Should -Be 'only text'
        }

        It 'loses the changes of a job that fails' {
            Set-AsyncState x @{ n = 1 }
            Add-AsyncJob { $AsyncState.n = 2; throw 'no' } -State x | Out-Null
            Add-AsyncJob { $AsyncState.n = 3; exit 4 } -State x | Out-Null
            Start-AsyncDispatcher -Drain
            $state = Get-AsyncState x
            $state.Value.n, $state.Version | Should -Be 1, 1
        }

        It 'saves the changes of a job that ends with exit 0' {
            Add-AsyncJob { $AsyncState.n = 2; exit 0 } -State x | Out-Null
            Start-AsyncDispatcher -Drain
            (Get-AsyncState x).Value.n | Should -Be 2
        }

        It 'fails a job whose state cannot be stored' {
            $job = Add-AsyncJob { $AsyncState.secret = [securestring]::new() } -State x
            Start-AsyncDispatcher -Drain
            (Get-AsyncJob $job.Id).Error.ErrorId | Should -Be 'PayloadNotSerializable'
            (Get-AsyncState x).Value | Should -BeNullOrEmpty
        }

        It 'has no variable to set where the job has no state' {
            $none = Add-AsyncJob { $null -eq $AsyncState }
            $set = Add-AsyncJob { $AsyncState = 1 }
            Start-AsyncDispatcher -Drain
            $none | Receive-AsyncJob | Should -Be $true
            (Get-AsyncJob $set.Id).Outcome | Should -Be 'Failed'
        }

        It 'never runs two jobs of one state at once, and says what a job waits for' {
            $gate = New-StorePath
            $first = Add-AsyncJob {
                param($gate) while (-not [IO.File]::Exists($gate)) { [Threading.Thread]::Sleep(10) }
            } -ArgumentList $gate -State x
            $second = Add-AsyncJob { $AsyncState.done = $true } -State X -Priority 5
            Start-AsyncDispatcher -Size 3
            # The second goes first; then the other one holds the state until the gate is open.
            $second | Wait-AsyncJob -Timeout 180 | Out-Null
            $third = Add-AsyncJob { 3 } -State x
            while ((Get-AsyncJob $first.Id).Status -ne 'Active') { [Threading.Thread]::Sleep(10) }
            (Get-AsyncJob $third.Id).WaitingFor | Should -Be "waits for state 'x', used by job $($first.Id)"
            (Get-AsyncState x).UsedBy | Should -Be $first.Id
            Get-AsyncQuota | Should -BeNullOrEmpty
            [IO.File]::WriteAllText($gate, '')
            $third | Receive-AsyncJob -Wait -Timeout 180 | Should -Be 3
        }

        It 'runs a job again when its state was changed from outside' {
            $gate = New-StorePath
            $job = Add-AsyncJob {
                param($gate)
                $AsyncState.n += 1
                if (-not [IO.File]::Exists($gate)) {
                    [IO.File]::WriteAllText("$gate.there", '')
                    while (-not [IO.File]::Exists($gate)) { [Threading.Thread]::Sleep(10) }
                }
                $AsyncState.n
            } -ArgumentList $gate -State x
            Start-AsyncDispatcher
            while (-not [IO.File]::Exists("$gate.there")) { [Threading.Thread]::Sleep(10) }
            Set-AsyncState x @{ n = 10 }
            [IO.File]::WriteAllText($gate, '')
            $job | Receive-AsyncJob -Wait -Timeout 180 | Should -Be 11
            (Get-AsyncState x).Value.n | Should -Be 11
            (Get-AsyncJob $job.Id).Attempt | Should -Be 1
        }

        It 'changes other states with the job that sets them' {
            $good = Add-AsyncJob { Set-AsyncState other 1; $null -eq (Get-AsyncState other -ErrorAction Ignore) }
            Add-AsyncJob { Set-AsyncState lost 1; throw 'no' } | Out-Null
            $own = Add-AsyncJob { Set-AsyncState x 1 -ErrorAction Stop } -State x
            Start-AsyncDispatcher -Drain
            $good | Receive-AsyncJob | Should -Be $true
            (Get-AsyncState other).Value | Should -Be 1
            (Get-AsyncState).Name | Should -Be 'other', 'x'
            (Get-AsyncJob $own.Id).Error.ErrorId | Should -Match '^ArgumentInvalid'
        }
    }

    Context 'Several processes' {
        # Each increment is a job; two processes work on them, and one is killed in the middle and started again.
        It 'counts exactly, even when a process is killed in the middle' {
            $count = 1000
            1..$count | Add-AsyncJob { $AsyncState.n += 1 } -State counter | Out-Null
            $text = @"
Import-Module '$ModulePath'
Connect-AsyncStore '$store'
Start-AsyncDispatcher -Drain -PingInterval 1 -DeathInterval 3 -MaxRunTime 240
"@
            $arguments = '-NoProfile', '-File', (New-Script $text)
            $first = Start-Child (Get-Shell) $arguments
            $second = Start-Child (Get-Shell) $arguments
            $deadline = [DateTime]::UtcNow.AddMinutes(3)
            while ((Get-AsyncQueue default).Completed -lt 100 -and [DateTime]::UtcNow -lt $deadline) {
                [Threading.Thread]::Sleep(20)
            }

            # SIGKILL where there are signals: nothing is cleaned up.
            $second.Process.Kill()
            $second.Process.WaitForExit()
            $third = Start-Child (Get-Shell) $arguments
            (Complete-Child $first 240).Error | Should -BeNullOrEmpty
            (Complete-Child $third 240).Error | Should -BeNullOrEmpty
            (Get-AsyncQueue default).Completed | Should -Be $count
            (Get-AsyncQueue default).Failed | Should -Be 0
            (Get-AsyncState counter).Value.n | Should -Be $count
        }
    }
}
