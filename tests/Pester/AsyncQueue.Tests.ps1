# New-, Get-, Remove-, Suspend- and Resume-AsyncQueue.

BeforeAll {
    . $PSScriptRoot/Support/Common.ps1
    Import-Module $ModulePath
}

Describe 'Queues' {
    BeforeEach {
        Connect-AsyncStore (New-StorePath)
    }

    AfterEach {
        Disconnect-AsyncStore
    }

    Context 'New-AsyncQueue' {
        It 'creates queues and writes them' {
            $queues = New-AsyncQueue mail, reports -Description 'Nightly work'
            $queues.Name | Should -Be 'mail', 'reports'
            $queues[0] | Should -BeOfType AsyncPS.Queue
            $queues[0].Description | Should -Be 'Nightly work'
            $queues[0].Pending | Should -Be 0
            (Get-AsyncQueue).Name | Should -Be 'default', 'mail', 'reports'
        }

        It 'takes names from the pipeline' {
            ('a', 'b' | New-AsyncQueue).Name | Should -Be 'a', 'b'
        }

        It 'refuses a name that exists, whatever its case, and goes on with the others' {
            New-AsyncQueue mail | Out-Null
            $errors = $null
            $made = New-AsyncQueue MAIL, other -ErrorAction SilentlyContinue -ErrorVariable errors
            $made.Name | Should -Be 'other'
            $errors.Count | Should -Be 1
            $errors[0].FullyQualifiedErrorId | Should -Be 'QueueExists,AsyncPS.Commands.NewAsyncQueueCommand'
            $errors[0].CategoryInfo.Category | Should -Be 'ResourceExists'
            $errors[0].TargetObject | Should -Be 'MAIL'
        }

        It 'changes nothing with -WhatIf' {
            New-AsyncQueue ghost -WhatIf | Should -BeNullOrEmpty
            Get-AsyncQueue gh* | Should -BeNullOrEmpty
        }
    }

    Context 'Get-AsyncQueue' {
        It 'shows the queue "default" of a new store' {
            $queue = Get-AsyncQueue
            $queue.Name | Should -Be 'default'
            $queue.Paused | Should -BeFalse
        }

        It 'knows wildcards, and names in any case' {
            New-AsyncQueue mail-in, mail-out, other | Out-Null
            (Get-AsyncQueue mail-*).Name | Should -Be 'mail-in', 'mail-out'
            (Get-AsyncQueue OTHER).Name | Should -Be 'other'
            Get-AsyncQueue nope* | Should -BeNullOrEmpty
        }

        It 'finds a name as it is written, also one with brackets, and changes no other' {
        New-AsyncQueue 'copy [db1]', 'copy d', 'sum*', sums | Out-Null
        (Get-AsyncQueue 'copy [db1]').Name | Should -Be 'copy [db1]'
        (Get-AsyncQueue 'sum*').Name | Should -Be 'sum*'
        (Get-AsyncQueue 'su*').Name | Should -Be 'sum*', 'sums'
        (Get-AsyncQueue 'copy [a-e]').Name | Should -Be 'copy d'
        Add-AsyncJob { 1 } -Queue 'copy [db1]' -Name 'part [1]' | Out-Null
        (Get-AsyncJob -Queue 'copy [db1]' -Name 'part [1]').Queue | Should -Be 'copy [db1]'
        (Measure-AsyncQueue 'copy [db1]').Pending | Should -Be 1
        Get-AsyncQueue | Where-Object Name -in 'copy [db1]', 'sum*' | Remove-AsyncQueue -Force
        (Get-AsyncQueue | Where-Object Name -match 'copy|sum').Name | Should -Be 'copy d', 'sums'
        Remove-AsyncQueue 'copy d', sums
    }

    It 'refuses a pattern that is none' {
        { Get-AsyncQueue 'copy [db1' } | Should -Throw -ErrorId 'ArgumentInvalid*'
    }

    It 'reports a name that does not exist' {
            { Get-AsyncQueue nope -ErrorAction Stop } |
                Should -Throw -ErrorId 'QueueNotFound,AsyncPS.Commands.GetAsyncQueueCommand'
        }

        It 'counts jobs by status (R013)' {
            New-AsyncQueue mail | Out-Null
            1..3 | Add-AsyncJob { $_ } -Queue mail | Out-Null
            Add-AsyncJob { 1 } -Queue mail -Delay 1h | Out-Null
            $queue = Get-AsyncQueue mail
            $queue.Pending | Should -Be 4
            $queue.Held | Should -Be 1
            $queue.Active | Should -Be 0
            $queue.OldestWait | Should -BeGreaterOrEqual ([TimeSpan]::Zero)
        }
    }

    Context 'Remove-AsyncQueue' {
        It 'removes an empty queue' {
            New-AsyncQueue mail | Out-Null
            Remove-AsyncQueue mail
            Get-AsyncQueue mail* | Should -BeNullOrEmpty
        }

        It 'refuses a queue with unfinished jobs, and removes it with -Force' {
            New-AsyncQueue mail | Out-Null
            $job = Add-AsyncJob { 1 } -Queue mail
            { Remove-AsyncQueue mail -ErrorAction Stop } |
                Should -Throw -ErrorId 'QueueNotEmpty,AsyncPS.Commands.RemoveAsyncQueueCommand'
            (Get-AsyncQueue mail).Pending | Should -Be 1

            Remove-AsyncQueue mail -Force
            Get-AsyncQueue mail* | Should -BeNullOrEmpty
            { Get-AsyncJob $job -ErrorAction Stop } | Should -Throw -ErrorId 'JobNotFound*'
        }

        It 'keeps the queue "default"' {
            { Remove-AsyncQueue default -ErrorAction Stop } | Should -Throw -ErrorId 'ArgumentInvalid*'
        }

        It 'takes queues from the pipeline by value, and nothing else by its Name' {
            New-AsyncQueue a, b, c | Out-Null
            Get-AsyncQueue a, b | Remove-AsyncQueue
            (Get-AsyncQueue).Name | Should -Be 'c', 'default'
            [pscustomobject]@{ Name = 'c' } | Remove-AsyncQueue -ErrorAction SilentlyContinue
            (Get-AsyncQueue).Name | Should -Be 'c', 'default'
        }

        It 'changes nothing with -WhatIf' {
            New-AsyncQueue mail | Out-Null
            Remove-AsyncQueue mail -WhatIf
            (Get-AsyncQueue mail).Name | Should -Be 'mail'
        }
    }

    Context 'Suspend-AsyncQueue and Resume-AsyncQueue' {
        It 'suspends and resumes by pattern' {
            New-AsyncQueue mail-in, mail-out | Out-Null
            Suspend-AsyncQueue mail-* | Should -BeNullOrEmpty
            (Get-AsyncQueue | Where-Object Paused).Name | Should -Be 'mail-in', 'mail-out'
            (Resume-AsyncQueue mail-in -PassThru).Paused | Should -BeFalse
            (Get-AsyncQueue | Where-Object Paused).Name | Should -Be 'mail-out'
        }

        It 'says that a job waits because of it' {
            Suspend-AsyncQueue default
            $job = Add-AsyncJob { 1 }
            (Get-AsyncJob $job).WaitingFor | Should -BeLike '*suspended*'
        }

        It 'reports a queue that does not exist' {
            { Suspend-AsyncQueue nope -ErrorAction Stop } | Should -Throw -ErrorId 'QueueNotFound*'
            { Resume-AsyncQueue nope -ErrorAction Stop } | Should -Throw -ErrorId 'QueueNotFound*'
        }

        It 'changes nothing with -WhatIf' {
            Suspend-AsyncQueue default -WhatIf
            (Get-AsyncQueue default).Paused | Should -BeFalse
        }
    }
}
