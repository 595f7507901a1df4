# Get-AsyncPoll.

BeforeAll {
    . $PSScriptRoot/Support/Common.ps1
    Import-Module $ModulePath
}

Describe 'Get-AsyncPoll' {
    BeforeEach {
        Connect-AsyncStore (New-StorePath)
    }

    AfterEach {
        Get-AsyncDispatcher -Local | Stop-AsyncDispatcher -Force
        Disconnect-AsyncStore
    }

    It 'shows what was claimed and settled, newest first (R198, R201)' {
        $dispatcher = Start-AsyncDispatcher -AgentName crew -PassThru
        Receive-AsyncJob (Add-AsyncJob { 1 }) -Wait -Timeout 30 | Should -Be 1
        $polls = @(Get-AsyncPoll)
        $polls[0] | Should -BeOfType AsyncPS.Poll
        $polls[0].Agent, $polls[0].Queue | Should -Be 'crew', 'default'
        $polls[0].Dispatcher | Should -Be $dispatcher.Uuid
        @($polls | Where-Object Claimed -eq 1).Count | Should -Be 1
        $polls[0].At | Should -Not -BeLessThan $polls[-1].At
        @(Get-AsyncPoll -First 1).Count | Should -Be 1
        Get-AsyncPoll -Agent nobody | Should -BeNullOrEmpty
        @($dispatcher | Get-AsyncPoll -Agent CR*).Count | Should -BeGreaterThan 0
    }

    It 'shows the latest poll, and polls of an interval (R212, R213)' {
        Start-AsyncDispatcher
        Receive-AsyncJob (Add-AsyncJob { 1 }) -Wait -Timeout 60 | Should -Be 1
        Get-AsyncDispatcher -Local | Stop-AsyncDispatcher
        Start-AsyncDispatcher
        Receive-AsyncJob (Add-AsyncJob { 2 }) -Wait -Timeout 60 | Should -Be 2
        $polls = @(Get-AsyncPoll)
        $latest = @(Get-AsyncPoll -First 1)
        $latest | Should -HaveCount 1
        $latest[0].At | Should -Not -BeLessThan $polls[0].At
        $oldest = $polls[-1].At
        @(Get-AsyncPoll -Since $oldest).Count | Should -Not -BeLessThan $polls.Count
        @(Get-AsyncPoll -Before $oldest).Count | Should -Be 0
        @(Get-AsyncPoll -Since 1h).Count | Should -Not -BeLessThan $polls.Count
        @(Get-AsyncPoll -Before 1h).Count | Should -Be 0
    }

    It 'reports a dispatcher that does not run here' {
        { Get-AsyncPoll -ErrorAction Stop } |
            Should -Throw -ErrorId 'DispatcherNotFound,AsyncPS.Commands.GetAsyncPollCommand'
        { Get-AsyncPoll ([guid]::NewGuid()) -ErrorAction Stop } | Should -Throw -ErrorId 'DispatcherNotFound*'
    }
}
