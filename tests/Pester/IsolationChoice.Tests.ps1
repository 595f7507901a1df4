# Where a job runs: what the job says, else what the agent says.

BeforeAll {
    . $PSScriptRoot/Support/Common.ps1
    . $PSScriptRoot/Support/ProcessJobs.ps1
    Import-Module $ModulePath
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
