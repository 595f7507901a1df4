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

    It 'reports a dispatcher that does not run here' {
        { Get-AsyncPoll -ErrorAction Stop } |
            Should -Throw -ErrorId 'DispatcherNotFound,AsyncPS.Commands.GetAsyncPollCommand'
        { Get-AsyncPoll ([guid]::NewGuid()) -ErrorAction Stop } | Should -Throw -ErrorId 'DispatcherNotFound*'
    }
}
