# Get-AsyncJob -History.

BeforeAll {
    . $PSScriptRoot/Support/Common.ps1
    Import-Module $ModulePath
}

Describe 'Get-AsyncJob -History' {
    BeforeEach {
        Connect-AsyncStore (New-StorePath)
    }

    AfterEach {
        Get-AsyncDispatcher -Local | Stop-AsyncDispatcher -Force
        Disconnect-AsyncStore
    }

    It 'tells every change of a status with its time, dispatcher and reason' {
        $job = Add-AsyncJob { if ($AsyncJob.Attempt -lt 2) { throw 'not yet' }; 'done' } -MaxAttempts 2 -RetryDelay 0.05
        Set-AsyncJob $job -Priority 3
        $dispatcher = Start-AsyncDispatcher -AgentName crew -PassThru
        Receive-AsyncJob $job -Wait -Timeout 60 | Should -Be 'done'
        $moves = @(Get-AsyncJob $job -History)
        $moves[0] | Should -BeOfType AsyncPS.JobMove
        "$($moves.To)" | Should -Be 'Pending Pending Active Pending Active Completed'
        "$($moves.Run)" | Should -Be '0 0 1 1 2 2'
        $moves[1].Reason | Should -Be 'Somebody changed it: priority 3.'
        $moves[3].Reason | Should -BeLike 'Attempt 1 failed with *not yet'
        $moves[3].Dispatcher, $moves[5].Dispatcher | Should -Be $dispatcher.Uuid, $dispatcher.Uuid
        $moves[5].Agent, $moves[5].JobId | Should -Be 'crew', $job.Id
        $moves[5].Time | Should -Not -BeLessThan $moves[0].Time
        "$($moves[5])" | Should -Be 'Completed: It succeeded.'
    }

    It 'takes jobs from the pipeline, and reports what is unknown' {
        $problems = $null
        $moves = @((Add-AsyncJob { 1 }), 99 | Get-AsyncJob -History -ErrorAction SilentlyContinue -ErrorVariable problems)
        $moves | Should -HaveCount 1
        $problems[0].FullyQualifiedErrorId | Should -Be 'JobNotFound,AsyncPS.Commands.GetAsyncJobCommand'
    }
}
