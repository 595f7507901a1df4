# New-, Get-, Set- and Remove-AsyncAgent, and the filters of agents.

BeforeAll {
    . $PSScriptRoot/Support/Common.ps1
    Import-Module $ModulePath
}

Describe 'Agents' {
    BeforeEach {
        $path = New-StorePath
        Connect-AsyncStore $path
    }

    AfterEach {
        Get-AsyncDispatcher -Local | Stop-AsyncDispatcher -Force
        Disconnect-AsyncStore
    }

    Context 'Filters' {
        It 'Start-AsyncDispatcher -Filter takes what the script accepts and leaves the rest (R184)' {
            $jobs = 1..6 | Add-AsyncJob { $_ } -Tag small
            $large = Add-AsyncJob { 'large' } -Tag large
            Start-AsyncDispatcher -Filter { $_.Tag -contains 'large' } -Drain
            (Get-AsyncJob $large).Outcome | Should -Be 'Succeeded'
            @(Get-AsyncJob $jobs | Where-Object Status -eq Pending).Count | Should -Be 6
        }

        It 'gets the job as first argument, too' {
            $job = Add-AsyncJob { 1 } -Name mine
            Start-AsyncDispatcher -Filter { param($candidate) $candidate.Name -eq 'mine' } -Drain
            (Get-AsyncJob $job).Outcome | Should -Be 'Succeeded'
        }

        It 'WaitingFor says that no filter accepts a job (R184)' {
            Start-AsyncDispatcher -Filter { $_.Name -eq 'mine' }
            $other = Add-AsyncJob { 1 } -Name other
            (Get-AsyncJob $other).WaitingFor | Should -Be "no agent's filter accepts it"
            New-AsyncAgent rest -Size 0 | Out-Null
            (Get-AsyncJob $other).WaitingFor | Should -Be "no agent's filter accepts it"
            Set-AsyncAgent rest -Size 1
            Receive-AsyncJob $other -Wait -Timeout 30 | Should -Be 1
        }

        It 'a filter that fails accepts nothing, and other agents go on (R153)' {
            Start-AsyncDispatcher -AgentName broken -Filter { throw 'no' }
            $job = Add-AsyncJob { 1 }
            (Get-AsyncJob $job).WaitingFor | Should -Be "no agent's filter accepts it"
            New-AsyncAgent sound | Out-Null
            (Receive-AsyncJob $job -Wait -Timeout 30) | Should -Be 1
            (Get-AsyncJob $job).Agent | Should -Be 'sound'
        }

        It 'refuses $using: and names it' {
            { Start-AsyncDispatcher -Filter { $_.Name -eq $using:x } } |
                Should -Throw -ErrorId 'FilterInvalid,AsyncPS.Commands.StartAsyncDispatcherCommand'
            Get-AsyncDispatcher -Alive | Should -BeNullOrEmpty
        }

        It 'prefers what a script or a property ranks higher (R183)' {
            $jobs = 'a', 'c', 'b' | ForEach-Object { Add-AsyncJob { [Diagnostics.Stopwatch]::GetTimestamp() } -Name $_ }
            Start-AsyncDispatcher -Size 1 -Preference Name -Drain
            $began = Receive-AsyncJob $jobs
            $began[1] | Should -BeLessThan $began[2]
            $began[2] | Should -BeLessThan $began[0]

            $jobs = 'a', 'ccc', 'bb' | ForEach-Object { Add-AsyncJob { [Diagnostics.Stopwatch]::GetTimestamp() } -Name $_ }
            Start-AsyncDispatcher -Size 1 -Preference { -$_.Name.Length } -Drain
            $began = Receive-AsyncJob $jobs
            $began[0] | Should -BeLessThan $began[2]
            $began[2] | Should -BeLessThan $began[1]
        }
    }

    Context 'New-AsyncAgent' {
        It 'gives the session''s dispatcher one more agent (R154, R191)' {
            New-AsyncQueue mail | Out-Null
            Start-AsyncDispatcher -Size 1
            $agent = New-AsyncAgent post -Queue mail -Size 2 -Filter { $true } -Preference Priority
            $agent | Should -BeOfType AsyncPS.Agent
            $agent.Name, $agent.Queue, $agent.Size | Should -Be 'post', 'mail', 2
            $agent.Filter, $agent.Preference | Should -Be '$true', '$_.Priority'
            Receive-AsyncJob (Add-AsyncJob { 'sent' } -Queue mail) -Wait -Timeout 30 | Should -Be 'sent'
        }

        It 'takes dispatchers from the pipeline, also those of other processes' {
            $child = Start-Child (Get-Shell) @('-NoProfile', '-File', (New-Script (
                "Import-Module '$ModulePath'; New-AsyncQueue mail -Store '$path'; " +
                "Start-AsyncDispatcher -Wait -PollInterval 0.2 -Store '$path'")))
            while (-not (Get-AsyncDispatcher -Alive)) { Start-Sleep -Milliseconds 50 }
            (Get-AsyncDispatcher -Alive | New-AsyncAgent post -Queue mail).Dispatcher |
                Should -Be (Get-AsyncDispatcher -Alive).Uuid
            Receive-AsyncJob (Add-AsyncJob { [Environment]::ProcessId } -Queue mail) -Wait -Timeout 60 |
                Should -Be $child.Process.Id
            $child.Process.Kill()
            $child.Process.WaitForExit()
        }

        It 'refuses a name that is there, a queue that is not, and a session without a dispatcher' {
            { New-AsyncAgent x } | Should -Throw -ErrorId 'DispatcherNotFound,AsyncPS.Commands.NewAsyncAgentCommand'
            Start-AsyncDispatcher
            { New-AsyncAgent MAIN -ErrorAction Stop } | Should -Throw -ErrorId 'AgentExists*'
            { New-AsyncAgent x -Queue nope -ErrorAction Stop } | Should -Throw -ErrorId 'QueueNotFound*'
            { New-AsyncAgent x -Preference 'not a name' } | Should -Throw -ErrorId 'FilterInvalid*'
        }

        It 'changes nothing with -WhatIf' {
            Start-AsyncDispatcher
            New-AsyncAgent x -WhatIf | Should -BeNullOrEmpty
            (Get-AsyncAgent).Name | Should -Be 'main'
        }
    }

    Context 'Get-AsyncAgent' {
        It 'finds by pattern, queue and dispatcher' {
            New-AsyncQueue mail | Out-Null
            $dispatcher = Start-AsyncDispatcher -PassThru
            'heavy', 'light' | ForEach-Object { New-AsyncAgent $_ -Queue mail } | Out-Null
            (Get-AsyncAgent).Count | Should -Be 3
            (Get-AsyncAgent *y).Name | Should -Be 'heavy'
            (Get-AsyncAgent -Queue m*).Name | Should -Be 'heavy', 'light'
            ($dispatcher | Get-AsyncAgent main).Dispatcher | Should -Be $dispatcher.Uuid
            @(Get-AsyncAgent -Dispatcher $dispatcher.Uuid).Count | Should -Be 3
        }

        It 'reports an agent and a dispatcher that do not exist' {
            Start-AsyncDispatcher
            { Get-AsyncAgent nope -ErrorAction Stop } |
                Should -Throw -ErrorId 'AgentNotFound,AsyncPS.Commands.GetAsyncAgentCommand'
            { Get-AsyncAgent -Dispatcher ([guid]::NewGuid()) -ErrorAction Stop } | Should -Throw -ErrorId 'DispatcherNotFound*'
            Get-AsyncAgent nope* | Should -BeNullOrEmpty
        }
    }

    Context 'Set-AsyncAgent' {
        It 'changes agents from the pipeline while they run (R182)' {
            Start-AsyncDispatcher -Size 1
            $jobs = 1..2 | Add-AsyncJob {
                Set-AsyncAnnotation here 1
                $other = if ($_ -eq 1) { $AsyncJob.Id + 1 } else { $AsyncJob.Id - 1 }
                Get-AsyncAnnotation here -Job $other -Timeout 60
            }
            Get-AsyncDispatcher | Get-AsyncAgent | Set-AsyncAgent -Size 4
            (Get-AsyncAgent).Size | Should -Be 4
            $jobs | Receive-AsyncJob -Wait -Timeout 60 | Should -Be 1, 1
        }

        It 'changes the filter, and takes it away' {
            Start-AsyncDispatcher -Filter { $false }
            $job = Add-AsyncJob { 1 }
            $agent = Set-AsyncAgent main -Filter { $_.Id -lt 0 } -Preference Id -PassThru
            $agent.Filter, $agent.Preference, $agent.Size | Should -Be '$_.Id -lt 0', '$_.Id', 3
            (Get-AsyncJob $job).Status | Should -Be 'Pending'
            $agent = Set-AsyncAgent main -Filter $null -PassThru
            $agent.Filter | Should -BeNullOrEmpty
            $agent.Preference | Should -Be '$_.Id'
            Receive-AsyncJob $job -Wait -Timeout 30 | Should -Be 1
        }

        It 'refuses to change nothing, and an agent that does not exist' {
            Start-AsyncDispatcher
            { Set-AsyncAgent main } | Should -Throw -ErrorId 'ArgumentInvalid*'
            { Set-AsyncAgent nope -Size 2 -ErrorAction Stop } | Should -Throw -ErrorId 'AgentNotFound*'
        }

        It 'changes nothing with -WhatIf' {
            Start-AsyncDispatcher
            Set-AsyncAgent main -Size 9 -WhatIf
            (Get-AsyncAgent main).Size | Should -Be 3
        }
    }

    Context 'Remove-AsyncAgent' {
        It 'removes an agent; the others go on (R155)' {
            Start-AsyncDispatcher
            New-AsyncAgent second | Out-Null
            Remove-AsyncAgent second
            (Get-AsyncAgent).Name | Should -Be 'main'
            Receive-AsyncJob (Add-AsyncJob { 1 }) -Wait -Timeout 30 | Should -Be 1
        }

        It 'refuses one that holds jobs, unless -Force is given; the jobs go on (R188)' {
            Start-AsyncDispatcher
            $job = Add-AsyncJob { Set-AsyncAnnotation here 1; Get-AsyncAnnotation go -Timeout 60 }
            Get-AsyncAnnotation here -Job $job -Timeout 30 | Out-Null
            { Remove-AsyncAgent main -ErrorAction Stop } | Should -Throw -ErrorId 'AgentNotEmpty*'
            Get-AsyncAgent | Remove-AsyncAgent -Force
            Get-AsyncAgent | Should -BeNullOrEmpty
            Set-AsyncAnnotation go 5 -Job $job
            Receive-AsyncJob $job -Wait -Timeout 30 | Should -Be 5
        }

        It 'changes nothing with -WhatIf' {
            Start-AsyncDispatcher
            Remove-AsyncAgent main -WhatIf
            (Get-AsyncAgent).Name | Should -Be 'main'
        }
    }

    It 'offers names of agents and dispatchers' {
        $dispatcher = Start-AsyncDispatcher -AgentName crew -PassThru
        $complete = { param($line) [Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null) }
        (& $complete 'Set-AsyncAgent cr').CompletionMatches[0].CompletionText | Should -Be 'crew'
        (& $complete 'Get-AsyncAgent -Dispatcher ').CompletionMatches[0].CompletionText |
            Should -Be "$($dispatcher.Uuid)"
    }
}
