# What the Tab key offers.

BeforeAll {
    . $PSScriptRoot/Support/Common.ps1
    Import-Module $ModulePath

    function Get-Completion([string]$Line) {
        [Management.Automation.CommandCompletion]::CompleteInput($Line, $Line.Length, $null).CompletionMatches
    }

    Connect-AsyncStore (New-StorePath)
    New-AsyncQueue mail, 'my reports' | Out-Null
    New-AsyncQuota disk -Size 2 | Out-Null
    New-AsyncQuota smtp -Queue mail | Out-Null
    $job = Add-AsyncJob { 'completed' } -Name nightly -Tag blue, 'dark green'
}

AfterAll {
    Disconnect-AsyncStore
}

Describe 'Completion' {
    It 'offers names of queues, with their counts' {
        $offered = Get-Completion 'Get-AsyncQueue '
        $offered.CompletionText | Should -Be 'default', 'mail', "'my reports'"
        ($offered | Where-Object CompletionText -eq 'default').ToolTip | Should -BeLike '1 pending*'
    }

    It 'offers what begins with what was typed, quoted or not' {
        (Get-Completion 'Get-AsyncQueue MA').CompletionText | Should -Be 'mail'
        (Get-Completion "Add-AsyncJob { 1 } -Queue 'my").CompletionText | Should -Be "'my reports'"
        Get-Completion 'Get-AsyncQueue zzz' | Where-Object ResultType -eq ParameterValue | Should -BeNullOrEmpty
    }

    It 'offers quotas, of the queue that was named' {
        (Get-Completion 'Get-AsyncQuota ').CompletionText | Should -Be 'disk', 'smtp'
        (Get-Completion 'Add-AsyncJob { 1 } -Queue mail -Quota ').CompletionText | Should -Be 'smtp'
    }

    It 'offers tags' {
        (Get-Completion 'Get-AsyncJob -Tag ').CompletionText | Should -Be 'blue', "'dark green'"
    }

    It 'offers recent jobs, and says what they are' -ForEach @(
        'Receive-AsyncJob ', 'Wait-AsyncJob -Job ', 'Stop-AsyncJob -Id ', 'Get-AsyncJob ', 'Get-AsyncAnnotation x -Job '
    ) {
        $offered = Get-Completion $_
        $offered[0].CompletionText | Should -Be "$($job.Id)"
        $offered[0].ToolTip | Should -BeLike 'nightly Pending*completed*'
    }

    It 'offers statuses, outcomes and policies' {
        (Get-Completion 'Get-AsyncJob -Status ').CompletionText | Should -Contain 'Pending'
        (Get-Completion 'Get-AsyncJob -Outcome ').CompletionText | Should -Be 'Cancelled', 'Failed', 'Succeeded'
        (Get-Completion 'Add-AsyncJob { 1 } -RetryPolicy ').CompletionText | Should -Be 'Common', 'Forever', 'Never'
    }

    It 'looks into the store that is named' {
        $other = New-StorePath
        New-AsyncQueue elsewhere -Store $other | Out-Null
        (Get-Completion "Get-AsyncQueue -Store '$other' -Name ").CompletionText | Should -Be 'default', 'elsewhere'
        Disconnect-AsyncStore $other
    }

    It 'makes no store, and says nothing of one that is none' {
        $none = New-StorePath
        Get-Completion "Get-AsyncQueue -Store '$none' -Name " | Where-Object ResultType -eq ParameterValue |
            Should -BeNullOrEmpty
        [IO.File]::Exists($none) | Should -BeFalse
        [IO.File]::WriteAllText($none, 'no store')
        Get-Completion "Get-AsyncQueue -Store '$none' -Name " | Where-Object ResultType -eq ParameterValue |
            Should -BeNullOrEmpty
    }
}
