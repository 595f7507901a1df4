# Retry policies that are scripts.

BeforeAll {
    . $PSScriptRoot/Support/Common.ps1
    Import-Module $ModulePath
    Connect-AsyncStore (New-StorePath)
    Start-AsyncDispatcher
}

AfterAll {
    Get-AsyncDispatcher -Local | Stop-AsyncDispatcher -Force
    Disconnect-AsyncStore
}

Describe 'A script as -RetryPolicy' {
    BeforeEach {
        $notes = [IO.Path]::Combine($TestDrive, "$([Guid]::NewGuid().ToString('n')).txt")
    }

    It 'runs the job again at once while it says yes, and sees the error (R105, R106)' {
        $job = Add-AsyncJob -ScriptBlock {
            param($path)
            [IO.File]::AppendAllText($path, 'x')
            if ([IO.File]::ReadAllText($path).Length -lt 3) { throw 'not yet' }
            'at last'
        } -ArgumentList $notes -RetryPolicy { "$_" -eq 'not yet' }
        Receive-AsyncJob $job -Wait -Timeout 180 | Should -Be 'at last'
        [IO.File]::ReadAllText($notes) | Should -Be 'xxx'
        (Get-AsyncJob $job).RetryPolicy | Should -Be 'Own'
    }

    It 'puts the job off when it gives a duration, and knows the attempt (R121)' {
        $job = Add-AsyncJob -ScriptBlock {
            param($path)
            [IO.File]::AppendAllText($path, 'x')
            if ([IO.File]::ReadAllText($path).Length -lt 3) { throw 'not yet' }
            'at last'
        } -ArgumentList $notes -RetryPolicy { [timespan]::FromMilliseconds(10 * (Get-AsyncContext).Attempt) }
        Receive-AsyncJob $job -Wait -Timeout 180 | Should -Be 'at last'
        (Get-AsyncJob $job).Attempt | Should -Be 3
    }

    It 'gives up when it says no, nothing, or fails itself: <Policy> (R109)' -ForEach @(
        @{ Policy = { $false } }
        @{ Policy = { } }
        @{ Policy = { throw 'no answer' } }
    ) {
        $job = Add-AsyncJob { throw 'final' } -MaxAttempts 5 -RetryDelay 0 -RetryPolicy $Policy
        $job | Wait-AsyncJob -Timeout 180 | Out-Null
        $job.Error.Message | Should -Be 'final'
        $job.Attempt | Should -Be 1
    }

    It 'is asked before an interrupted job runs again (R122)' {
        $job = Add-AsyncJob -Name interrupted -RetryPolicy { $null -ne $_ } {
            Set-AsyncAnnotation -Name begun -Value $true
            while ($true) { Start-Sleep -Milliseconds 20 }
        }
        Get-AsyncAnnotation -Name begun -Job $job -Timeout 180 | Should -BeTrue
        Get-AsyncDispatcher -Local | Stop-AsyncDispatcher -Force
        (Get-AsyncJob $job).Status | Should -Be 'Pending'
        Start-AsyncDispatcher
        $job | Wait-AsyncJob -Timeout 180 | Out-Null
        $job.Error.ErrorId | Should -Be 'JobAborted'
    }

    It 'takes no $using: values, and nothing that is no policy' {
        $limit = 3
        { Add-AsyncJob { 1 } -RetryPolicy { $using:limit -gt 1 } } |
            Should -Throw -ErrorId 'ArgumentInvalid,AsyncPS.Commands.AddAsyncJobCommand'
        { Add-AsyncJob { 1 } -RetryPolicy sometimes } | Should -Throw
        { Add-AsyncJob { 1 } -RetryPolicy Own } | Should -Throw
    }

    It 'may be the name of a policy, in any case' {
        (Add-AsyncJob { 1 } -RetryPolicy never -Delay 1h).RetryPolicy | Should -Be 'Never'
    }
}
