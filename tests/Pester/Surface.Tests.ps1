# The surface that scripts are written against: what each cmdlet takes, gives and asks.

BeforeAll {
    . $PSScriptRoot/Support/Common.ps1
    Import-Module $ModulePath
    $cmdlets = (Get-Module AsyncPS).ExportedCmdlets

    # One text for each parameter that breaks a rule: a comparison each would take minutes.
    function Get-Breach([scriptblock]$Rule) {
        foreach ($cmdlet in $cmdlets.Values) {
            foreach ($parameter in $cmdlet.Parameters.Values) {
                if (& $Rule) { "$($cmdlet.Name) -$($parameter.Name)" }
            }
        }
    }

    function Test-Attribute([string]$Kind) {
        foreach ($attribute in $parameter.Attributes) {
            if ($attribute.GetType().Name -eq $Kind) { return $true }
        }
        $false
    }
}

# Discovery needs no more than the names.
$surface = @(
    @{ Name = 'Add-AsyncCallback'; Takes = 'Job', 'OnSuccess', 'OnFailure', 'OnCompleted'; Gives = 'Job' }
    @{
        Name = 'Add-AsyncJob'; Gives = 'Job'
        Takes = 'ScriptBlock', 'FilePath', 'Type', 'Method', 'ArgumentList', 'Parameters', 'InputObject', 'Queue', 'Name',
            'Quota', 'BeginAfter', 'Delay', 'BeginBy', 'Priority', 'Timeout', 'MaxAttempts', 'RetryDelay', 'RetryPolicy',
            'State', 'OnSuccess', 'OnFailure', 'OnCompleted', 'Tag', 'Job', 'Immediate', 'StopOnError'
    }
    @{ Name = 'Clear-AsyncJob'; Takes = 'OlderThan', 'Queue'; Impact = 'High' }
    @{ Name = 'Connect-AsyncStore'; Takes = 'Path', 'ConnectionString', 'PassThru'; Gives = 'Store' }
    @{ Name = 'Copy-AsyncStore'; Takes = 'From', 'To' }
    @{ Name = 'Disconnect-AsyncStore'; Takes = 'Store' }
    @{ Name = 'Get-AsyncAgent'; Takes = 'Name', 'Queue', 'Dispatcher'; Gives = 'Agent' }
    @{ Name = 'Get-AsyncAnnotation'; Takes = 'Name', 'Default', 'Timeout', 'Poll', 'Job' }
    @{ Name = 'Get-AsyncContext'; Gives = 'JobContext' }
    @{ Name = 'Get-AsyncDispatcher'; Takes = 'Uuid', 'Alive', 'Local'; Gives = 'Dispatcher' }
    @{
        Name = 'Get-AsyncJob'; Gives = 'Job'
        Takes = 'Id', 'Name', 'Queue', 'Status', 'Outcome', 'Tag', 'Quota', 'CreatedAfter', 'CreatedBefore',
        'StartedAfter', 'StartedBefore', 'EndedAfter', 'EndedBefore', 'CompletedAfter', 'CompletedBefore', 'First', 'Skip'
    }
    @{ Name = 'Get-AsyncPoll'; Takes = 'Dispatcher', 'Agent', 'First'; Gives = 'Poll' }
    @{ Name = 'Get-AsyncQueue'; Takes = 'Name'; Gives = 'Queue' }
    @{ Name = 'Get-AsyncQuota'; Takes = 'Name', 'Queue'; Gives = 'Quota' }
    @{ Name = 'Get-AsyncService'; Takes = 'Name'; Gives = 'Service' }
    @{ Name = 'Get-AsyncState'; Takes = 'Name'; Gives = 'State' }
    @{ Name = 'Get-AsyncStore'; Gives = 'Store' }
    @{ Name = 'Invoke-AsyncJob'; Takes = 'Job', 'PassThru'; Gives = 'Job' }
    @{ Name = 'Join-AsyncJob'; Takes = 'Job', 'Serial', 'Then'; Gives = 'Job' }
    @{ Name = 'Measure-AsyncQueue'; Takes = 'Name'; Gives = 'QueueStatistics' }
    @{ Name = 'New-AsyncAgent'; Takes = 'Name', 'Dispatcher', 'Queue', 'Size', 'Filter', 'Preference'; Gives = 'Agent' }
    @{ Name = 'New-AsyncJob'; Takes = 'ScriptBlock', 'FilePath', 'Type', 'Method', 'Queue', 'Name'; Gives = 'Job' }
    @{ Name = 'New-AsyncQueue'; Takes = 'Name', 'Description'; Gives = 'Queue' }
    @{ Name = 'New-AsyncTestStore' }
    @{ Name = 'New-AsyncQuota'; Takes = 'Name', 'Size', 'Queue'; Gives = 'Quota' }
    @{
        Name = 'Receive-AsyncJob'; Gives = 'StreamEntry'
        Takes = 'Job', 'Wait', 'Timeout', 'Follow', 'AsRecord', 'NoProgress'
    }
    @{ Name = 'Register-AsyncService'; Takes = 'Name', 'Queue', 'Size', 'Scope', 'LogJobs'; Gives = 'Service' }
    @{ Name = 'Remove-AsyncAgent'; Takes = 'Name', 'Queue', 'Dispatcher', 'InputObject' }
    @{ Name = 'Remove-AsyncDispatcher' }
    @{ Name = 'Remove-AsyncJob'; Takes = 'Job' }
    @{ Name = 'Remove-AsyncQueue'; Takes = 'Name', 'Force' }
    @{ Name = 'Remove-AsyncQuota'; Takes = 'Name', 'Queue', 'InputObject' }
    @{ Name = 'Remove-AsyncState'; Takes = 'Name', 'InputObject' }
    @{ Name = 'Restart-AsyncJob'; Takes = 'Job', 'BeginAfter', 'Delay'; Gives = 'Job' }
    @{ Name = 'Resume-AsyncQueue'; Takes = 'Name', 'PassThru'; Gives = 'Queue' }
    @{ Name = 'Set-AsyncAgent'; Takes = 'Name', 'InputObject', 'Size', 'Filter', 'Preference', 'PassThru'; Gives = 'Agent' }
    @{ Name = 'Set-AsyncAnnotation'; Takes = 'Name', 'Value', 'Job' }
    @{
        Name = 'Set-AsyncJob'; Gives = 'Job'
        Takes = 'Job', 'Priority', 'BeginAfter', 'Delay', 'BeginBy', 'Queue', 'Quota', 'Tag', 'Name', 'PassThru'
    }
    @{ Name = 'Set-AsyncQuota'; Takes = 'Name', 'Queue', 'Size', 'InputObject', 'PassThru'; Gives = 'Quota' }
    @{ Name = 'Set-AsyncState'; Takes = 'Name', 'Value', 'Version', 'PassThru'; Gives = 'State' }
    @{
        Name = 'Start-AsyncDispatcher'; Gives = 'Dispatcher'
        Takes = 'Queue', 'Size', 'AgentName', 'Filter', 'PollInterval', 'PingInterval', 'DeathInterval', 'Wait', 'Drain',
            'MaxRunTime', 'InitializationScript', 'ImportModule', 'AssemblyPath', 'PassThru'
    }
    @{ Name = 'Step-AsyncClock' }
    @{ Name = 'Stop-AsyncDispatcher'; Takes = 'InputObject', 'Timeout', 'Force' }
    @{ Name = 'Stop-AsyncJob'; Takes = 'Job'; Gives = 'Job' }
    @{ Name = 'Suspend-AsyncQueue'; Takes = 'Name', 'PassThru'; Gives = 'Queue' }
    @{ Name = 'Test-AsyncService'; Gives = 'ServiceHealth' }
    @{ Name = 'Unregister-AsyncService'; Takes = 'Name' }
    @{ Name = 'Wait-AsyncJob'; Takes = 'Job', 'Any', 'Timeout', 'NoProgress'; Gives = 'Job' }
    @{ Name = 'Watch-AsyncQueue'; Takes = 'Name', 'RefreshInterval', 'Count', 'Once' }
)

Describe 'Each cmdlet' {
    It 'is here' -ForEach @{ Listed = $surface.Name } {
        $cmdlets.Keys | Sort-Object | Should -Be ($Listed | Sort-Object)
    }

    It 'that registers a service takes what the one that starts a dispatcher takes' {
        # A service waits until it is stopped, and nobody is there who would get an object.
        $others = 'Wait', 'Drain', 'MaxRunTime', 'PassThru'
        $cmdlets['Start-AsyncDispatcher'].Parameters.Keys |
            Where-Object { $_ -notin $others -and $_ -notin $cmdlets['Register-AsyncService'].Parameters.Keys } |
            Should -BeNullOrEmpty
    }

    It '<Name> takes and gives what scripts expect' -ForEach $surface {
        $cmdlet = $cmdlets[$Name]
        $Takes | Where-Object { $_ -and $_ -notin $cmdlet.Parameters.Keys } | Should -BeNullOrEmpty
        if ($Gives) {
            $cmdlet.OutputType.Name | Should -Contain "AsyncPS.$Gives"
        }

        if ($Impact) {
            $attribute = $cmdlet.ImplementingType.GetCustomAttributes([Management.Automation.CmdletAttribute], $false)[0]
            "$($attribute.ConfirmImpact)" | Should -Be $Impact
        }
    }
}

Describe 'All cmdlets' {
    It 'take nothing by property name: the Id of another object is not a job' {
        Get-Breach {
            if ($cmdlet.Noun -eq 'AsyncService') { return $false } # Get-AsyncService | Unregister-AsyncService
            foreach ($set in $parameter.ParameterSets.Values) {
                if ($set.ValueFromPipelineByPropertyName) { return $true }
            }
        } | Should -BeNullOrEmpty
    }

    It 'complete whatever a store knows by name' {
        Get-Breach {
            $isNew = $cmdlet.Verb -in 'New', 'Register' -and $parameter.Name -eq 'Name'
            $takesStored = $parameter.Name -in 'Queue', 'Quota', 'Tag', 'Job', 'Id', 'Uuid', 'Dispatcher', 'State' -or
                ($parameter.Name -eq 'Name' -and $cmdlet.Noun -notin 'AsyncJob', 'AsyncAnnotation')
            $takesObjects = $parameter.ParameterType -in [AsyncPS.Job[]], [object[]]
            $takesStored -and -not $isNew -and -not $takesObjects -and -not (Test-Attribute ArgumentCompleterAttribute)
        } | Should -BeNullOrEmpty
    }

    It 'take wildcards where they pick things by name' {
        Get-Breach {
            $parameter.Name -eq 'Name' -and $cmdlet.Verb -in 'Get', 'Remove', 'Suspend', 'Resume', 'Watch' -and
                $cmdlet.Noun -ne 'AsyncAnnotation' -and -not (Test-Attribute SupportsWildcardsAttribute)
        } | Should -BeNullOrEmpty
    }

    It 'take durations as PowerShell people write them' {
        Get-Breach {
            $parameter.ParameterType -in [timespan], [Nullable[timespan]] -and -not (Test-Attribute DurationAttribute)
        } | Should -BeNullOrEmpty
    }

    It 'take moments as PowerShell people write them' {
        Get-Breach {
            $parameter.ParameterType -in [DateTimeOffset], [Nullable[DateTimeOffset]] -and -not (Test-Attribute MomentAttribute)
        } | Should -BeNullOrEmpty
    }
}
